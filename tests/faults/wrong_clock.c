/* Loaded before the C library of a worker: its wall clock is ahead by DESK_CLOCK_AHEAD seconds.

   Only what tells the time of day is moved; clocks that count seconds go on as they are. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static long ahead(void) {
    const char *seconds = getenv("DESK_CLOCK_AHEAD");
    return seconds ? atol(seconds) : 0;
}

#define THE_REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int clock_gettime(clockid_t which, struct timespec *now) {
    int failed = THE_REAL(clock_gettime)(which, now);
    if (!failed && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) now->tv_sec += ahead();
    return failed;
}

int gettimeofday(struct timeval *now, void *zone) {
    int failed = THE_REAL(gettimeofday)(now, zone);
    if (!failed && now) now->tv_sec += ahead();
    return failed;
}

time_t time(time_t *where) {
    time_t now = THE_REAL(time)(NULL) + ahead();
    if (where) *where = now;
    return now;
}
