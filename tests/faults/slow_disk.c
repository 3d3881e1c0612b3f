/* Loaded before the C library of a server: a disk that is slow to sync, or full, as a shared page says.

   DESK_DISK names a file of two 32-bit numbers: how many milliseconds a sync takes more, and whether
   files of tables may not grow. Whoever wrote that file changes them while the server runs. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct orders {
    int32_t sync_takes_ms;
    int32_t full;
};

static const struct orders none = {0, 0};
static volatile const struct orders *orders = &none;

__attribute__((constructor)) static void read_orders(void) {
    const char *path = getenv("DESK_DISK");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *page = mmap(NULL, sizeof(struct orders), PROT_READ, MAP_SHARED, file, 0);
    if (page != MAP_FAILED) orders = page;
    close(file);
}

static void take_time(void) {
    int32_t ms = orders->sync_takes_ms;
    struct timespec left = {ms / 1000, (long)(ms % 1000) * 1000000L};
    while (ms > 0 && nanosleep(&left, &left) != 0 && errno == EINTR) {}
}

static int is_refused(int file, off_t end) {
    char name[64], path[4096];
    struct stat now;
    if (!orders->full || fstat(file, &now) != 0 || end <= now.st_size) return 0;
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strstr(path, "/base/") != NULL;
}

static off_t size_of(const struct iovec *parts, int count) {
    off_t size = 0;
    for (int part = 0; part < count; part++) size += (off_t)parts[part].iov_len;
    return size;
}

#define THE_REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int fsync(int file) {
    take_time();
    return THE_REAL(fsync)(file);
}

int fdatasync(int file) {
    take_time();
    return THE_REAL(fdatasync)(file);
}

#define REFUSES_TO_GROW(result, name, end, arguments, given)          \
    result name arguments {                                           \
        if (is_refused(file, end)) {                                  \
            errno = ENOSPC;                                           \
            return -1;                                                \
        }                                                             \
        return THE_REAL(name) given;                                  \
    }

REFUSES_TO_GROW(ssize_t, pwrite, at + (off_t)size,
                (int file, const void *from, size_t size, off_t at), (file, from, size, at))
REFUSES_TO_GROW(ssize_t, pwrite64, at + (off_t)size,
                (int file, const void *from, size_t size, off64_t at), (file, from, size, at))
REFUSES_TO_GROW(ssize_t, pwritev, at + size_of(parts, count),
                (int file, const struct iovec *parts, int count, off_t at), (file, parts, count, at))
REFUSES_TO_GROW(ssize_t, pwritev64, at + size_of(parts, count),
                (int file, const struct iovec *parts, int count, off64_t at), (file, parts, count, at))

int posix_fallocate(int file, off_t at, off_t size) {
    return is_refused(file, at + size) ? ENOSPC : THE_REAL(posix_fallocate)(file, at, size);
}

int posix_fallocate64(int file, off64_t at, off64_t size) {
    return is_refused(file, at + size) ? ENOSPC : THE_REAL(posix_fallocate64)(file, at, size);
}
