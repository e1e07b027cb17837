/* Makes each write to a regular file take half of what it is given, as a kernel may: for LD_PRELOAD in test_log_faults.py. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static size_t half(int fd, size_t count) {
    struct stat state;
    return count > 1 && fstat(fd, &state) == 0 && S_ISREG(state.st_mode) ? count / 2 : count;
}

ssize_t write(int fd, const void *data, size_t count) {
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    return real(fd, data, half(fd, count));
}

ssize_t pwrite64(int fd, const void *data, size_t count, off64_t place) {
    ssize_t (*real)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
    return real(fd, data, half(fd, count), place);
}

ssize_t pwrite(int fd, const void *data, size_t count, off_t place) {
    ssize_t (*real)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, "pwrite");
    return real(fd, data, half(fd, count), place);
}
