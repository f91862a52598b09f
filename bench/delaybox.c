/* delaybox NEAR FAR ONE_WAY_MS MBIT: a long line between two network namespaces, where the kernel has no netem.
 *
 * Makes a TUN device named "line" in each of the namespaces /run/netns/NEAR and /run/netns/FAR, prints "ready", and carries IP packets between them until it is killed.
 * A packet comes out ONE_WAY_MS after the line has taken it in. With MBIT above 0 the line takes in so many million bits a second in each direction; packets wait for it,
 * and one that would wait longer than the queue allows (twice ONE_WAY_MS, at least 256 kB) is dropped, as a router does. Real TCP crosses it: handshakes, slow start, windows.
 *
 * One thread a direction, which shares nothing with the other: a ring of packets in the order of their time, since the delay is the same for all. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

enum { PACKET_BYTES = 2048, RING_PACKETS = 1 << 15 }; /* 64 MB a direction at most */
static const int64_t SECOND = 1000000000;

struct packet {
    int64_t due;
    int length;
    char bytes[PACKET_BYTES];
};

struct direction {
    int from, to;
    int64_t delay, nanoseconds_a_byte_by_1000, longest_wait;
    int64_t line_free; /* when the line has taken in all that came before */
    unsigned first, count;
    struct packet *ring;
};

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * SECOND + t.tv_nsec;
}

/* A TUN device stays with the namespace in which its descriptor was made. */
static int tun_in(const char *namespace) {
    char path[256];
    snprintf(path, sizeof path, "/run/netns/%s", namespace);
    int home = open(path, O_RDONLY | O_CLOEXEC);
    if (home < 0 || setns(home, CLONE_NEWNET) < 0) fail(path);
    close(home);
    struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
    strcpy(request.ifr_name, "line");
    int tun = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
    if (tun < 0 || ioctl(tun, TUNSETIFF, &request) < 0) fail("/dev/net/tun");
    return tun;
}

static void take_in(struct direction *d, struct packet *p, int length) {
    int64_t at = now(), begins = d->line_free > at ? d->line_free : at;
    if (d->nanoseconds_a_byte_by_1000 && begins - at > d->longest_wait) return; /* dropped */
    d->line_free = begins + length * d->nanoseconds_a_byte_by_1000 / 1000;
    p->due = d->line_free + d->delay;
    p->length = length;
    d->count++;
}

/* Reads all there is; what comes while the ring is full waits in the device's own queue. */
static void read_all(struct direction *d) {
    while (d->count < RING_PACKETS) {
        struct packet *p = &d->ring[(d->first + d->count) % RING_PACKETS];
        int length = read(d->from, p->bytes, PACKET_BYTES);
        if (length > 0) take_in(d, p, length);
        else if (length < 0 && errno == EINTR) continue;
        else return;
    }
}

static void write_due(struct direction *d) {
    for (; d->count && d->ring[d->first].due <= now(); d->first = (d->first + 1) % RING_PACKETS, d->count--) {
        struct packet *p = &d->ring[d->first];
        if (write(d->to, p->bytes, p->length) < 0 && errno != EAGAIN && errno != EIO && errno != EINVAL) fail("write");
    }
}

static _Noreturn void carry(struct direction *d) {
    prctl(PR_SET_TIMERSLACK, 1000);
    for (;;) {
        struct pollfd input = {.fd = d->count < RING_PACKETS ? d->from : -1, .events = POLLIN};
        int64_t wait = d->count ? d->ring[d->first].due - now() : SECOND;
        if (wait < 0) wait = 0;
        struct timespec limit = {wait / SECOND, wait % SECOND};
        if (ppoll(&input, 1, &limit, NULL) < 0 && errno != EINTR) fail("ppoll");
        write_due(d);
        read_all(d);
    }
}

static void *carry_beside(void *d) { carry(d); }

static struct direction direction(int from, int to, double milliseconds, double mbit) {
    struct direction d = {.from = from, .to = to, .delay = milliseconds * 1e6, .longest_wait = 2 * milliseconds * 1e6};
    if (mbit > 0) d.nanoseconds_a_byte_by_1000 = 8e6 / mbit;
    int64_t least = 262144 * d.nanoseconds_a_byte_by_1000 / 1000;
    if (d.longest_wait < least) d.longest_wait = least;
    if (!(d.ring = malloc(RING_PACKETS * sizeof *d.ring))) fail("malloc");
    return d;
}

int main(int count, char **words) {
    if (count != 5) return fputs("usage: delaybox NEAR FAR ONE_WAY_MS MBIT\n", stderr), 2;
    prctl(PR_SET_PDEATHSIG, 9);
    int near = tun_in(words[1]), far = tun_in(words[2]);
    double milliseconds = atof(words[3]), mbit = atof(words[4]);
    struct direction out = direction(near, far, milliseconds, mbit), back = direction(far, near, milliseconds, mbit);
    pthread_t other;
    if (pthread_create(&other, NULL, carry_beside, &out)) fail("pthread_create");
    puts("ready");
    fflush(stdout);
    carry(&back);
}
