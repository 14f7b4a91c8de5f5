#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>

static struct {
  CURLcode (*global_init)(long);
  CURL *(*easy_init)(void);
  void (*easy_cleanup)(CURL *);
  CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
  CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
  const char *(*easy_strerror)(CURLcode);
  struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
  void (*slist_free_all)(struct curl_slist *);
  CURLM *(*multi_init)(void);
  CURLMcode (*multi_cleanup)(CURLM *);
  CURLMcode (*multi_setopt)(CURLM *, CURLMoption, ...);
  CURLMcode (*multi_add_handle)(CURLM *, CURL *);
  CURLMcode (*multi_remove_handle)(CURLM *, CURL *);
  CURLMcode (*multi_perform)(CURLM *, int *);
  CURLMcode (*multi_poll)(CURLM *, struct curl_waitfd *, unsigned, int, int *);
  CURLMcode (*multi_wakeup)(CURLM *);
  CURLMsg *(*multi_info_read)(CURLM *, int *);
  curl_version_info_data *(*version_info)(CURLversion);
} curl;

static const char *problem;
static pthread_once_t once = PTHREAD_ONCE_INIT;

// The oldest with everything that is asked of it: `curl_global_init` is safe with threads, and a
// header of our own goes to no other host. 7.88 is Debian 12's.
static const unsigned oldest = 0x075400; // 7.84.0

static void load(void) {
  // Both are Debian's; the second comes with git.
  static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};
  void *library = NULL;
  for (size_t i = 0; library == NULL && i < sizeof names / sizeof *names; i++)
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    problem = "libcurl is not installed (`libcurl4` on Debian)";
    return;
  }
#define FIND(name)                                                                                 \
  do {                                                                                             \
    *(void **)&curl.name = dlsym(library, "curl_" #name);                                          \
    if (curl.name == NULL) {                                                                       \
      problem = "libcurl is too old: it has no `curl_" #name "`";                                  \
      return;                                                                                      \
    }                                                                                              \
  } while (0)
  FIND(global_init);
  FIND(easy_init);
  FIND(easy_cleanup);
  FIND(easy_setopt);
  FIND(easy_getinfo);
  FIND(easy_strerror);
  FIND(slist_append);
  FIND(slist_free_all);
  FIND(multi_init);
  FIND(multi_cleanup);
  FIND(multi_setopt);
  FIND(multi_add_handle);
  FIND(multi_remove_handle);
  FIND(multi_perform);
  FIND(multi_poll);
  FIND(multi_wakeup);
  FIND(multi_info_read);
  FIND(version_info);
#undef FIND
  if (curl.version_info(CURLVERSION_NOW)->version_num < oldest)
    problem = "libcurl is too old: 7.84 or later is needed";
  else if (curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    problem = "libcurl cannot be initialised";
}

const char *moat_curl_load(void) {
  pthread_once(&once, load);
  return problem;
}

CURL *moat_curl_easy_init(void) { return curl.easy_init(); }

void moat_curl_easy_cleanup(CURL *handle) { curl.easy_cleanup(handle); }

CURLcode moat_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl.easy_setopt(handle, option, value);
}

CURLcode moat_curl_set_pointer(CURL *handle, CURLoption option, const void *value) {
  return curl.easy_setopt(handle, option, value);
}

CURLcode moat_curl_set_writer(CURL *handle, CURLoption option, moat_curl_writer writer) {
  return curl.easy_setopt(handle, option, writer);
}

const char *moat_curl_get_text(CURL *handle, CURLINFO info) {
  const char *text = NULL;
  return curl.easy_getinfo(handle, info, &text) == CURLE_OK ? text : NULL;
}

const char *moat_curl_error_text(CURLcode code) { return curl.easy_strerror(code); }

struct curl_slist *moat_curl_list_append(struct curl_slist *list, const char *text) {
  return curl.slist_append(list, text);
}

void moat_curl_list_free(struct curl_slist *list) { curl.slist_free_all(list); }

CURLM *moat_curl_multi_init(void) { return curl.multi_init(); }

void moat_curl_multi_cleanup(CURLM *multi) { curl.multi_cleanup(multi); }

CURLMcode moat_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl.multi_setopt(multi, option, value);
}

CURLMcode moat_curl_multi_add(CURLM *multi, CURL *handle) {
  return curl.multi_add_handle(multi, handle);
}

CURLMcode moat_curl_multi_remove(CURLM *multi, CURL *handle) {
  return curl.multi_remove_handle(multi, handle);
}

CURLMcode moat_curl_multi_perform(CURLM *multi) {
  int running = 0;
  return curl.multi_perform(multi, &running);
}

CURLMcode moat_curl_multi_poll(CURLM *multi, int milliseconds) {
  return curl.multi_poll(multi, NULL, 0, milliseconds, NULL);
}

CURLMcode moat_curl_multi_wakeup(CURLM *multi) { return curl.multi_wakeup(multi); }

CURL *moat_curl_multi_next_done(CURLM *multi, CURLcode *code) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl.multi_info_read(multi, &left)) != NULL) {
    if (message->msg != CURLMSG_DONE) continue;
    *code = message->data.result;
    return message->easy_handle;
  }
  return NULL;
}
