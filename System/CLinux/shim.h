// Calls of the C library that its headers show only under _GNU_SOURCE, which Swift does not define.

// https://man7.org/linux/man-pages/man2/rename.2.html
int renameat2(int oldFolder, const char *oldPath, int newFolder, const char *newPath,
              unsigned int flags);

enum { MOAT_RENAME_NOREPLACE = 1, MOAT_RENAME_EXCHANGE = 2 };

// https://man7.org/linux/man-pages/man2/syncfs.2.html
int syncfs(int descriptor);

// https://man7.org/linux/man-pages/man3/mallopt.3.html
int mallopt(int parameter, int value);

enum { MOAT_TRIM_THRESHOLD = -1, MOAT_MMAP_THRESHOLD = -3 };
