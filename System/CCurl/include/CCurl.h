#ifndef MOAT_CCURL_H
#define MOAT_CCURL_H

// libcurl, opened at first use instead of linked: it brings thirty libraries with it, and loading
// those would take as long as all the rest of a command that needs no network. Only the types and
// constants of its header are used at build time.
//
// Call `moat_curl_load` first, from any thread; the other functions may be called only after it has
// returned NULL. They are libcurl's own, one for one; those with variable arguments in Swift's terms.

#include <curl/curl.h>
#include <stddef.h>

/// Opens libcurl once. NULL, or why it cannot be used.
const char *_Nullable moat_curl_load(void);

typedef size_t (*moat_curl_writer)(char *_Nullable bytes, size_t size, size_t count,
                                   void *_Nullable context);

CURL *_Nullable moat_curl_easy_init(void);
void moat_curl_easy_cleanup(CURL *_Nonnull handle);
CURLcode moat_curl_set_long(CURL *_Nonnull handle, CURLoption option, long value);
/// The text is copied, except for `CURLOPT_ERRORBUFFER`, into which libcurl writes.
CURLcode moat_curl_set_pointer(CURL *_Nonnull handle, CURLoption option,
                               const void *_Nullable value);
CURLcode moat_curl_set_writer(CURL *_Nonnull handle, CURLoption option,
                              moat_curl_writer _Nonnull writer);
/// A text that belongs to the handle, or NULL.
const char *_Nullable moat_curl_get_text(CURL *_Nonnull handle, CURLINFO info);
const char *_Nonnull moat_curl_error_text(CURLcode code);

/// NULL when memory is out; the list is then as it was.
struct curl_slist *_Nullable moat_curl_list_append(struct curl_slist *_Nullable list,
                                                   const char *_Nonnull text);
void moat_curl_list_free(struct curl_slist *_Nullable list);

CURLM *_Nullable moat_curl_multi_init(void);
void moat_curl_multi_cleanup(CURLM *_Nonnull multi);
CURLMcode moat_curl_multi_set_long(CURLM *_Nonnull multi, CURLMoption option, long value);
CURLMcode moat_curl_multi_add(CURLM *_Nonnull multi, CURL *_Nonnull handle);
CURLMcode moat_curl_multi_remove(CURLM *_Nonnull multi, CURL *_Nonnull handle);
CURLMcode moat_curl_multi_perform(CURLM *_Nonnull multi);
/// Waits until something can be done, somebody calls `wakeup`, or the time is up.
CURLMcode moat_curl_multi_poll(CURLM *_Nonnull multi, int milliseconds);
/// The only function that another thread may call on a `multi` in use.
CURLMcode moat_curl_multi_wakeup(CURLM *_Nonnull multi);
/// The next transfer that ended, or NULL; `code` says how.
CURL *_Nullable moat_curl_multi_next_done(CURLM *_Nonnull multi, CURLcode *_Nonnull code);

#endif
