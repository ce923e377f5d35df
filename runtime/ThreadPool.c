// ThreadPool.c: parallel loops over the threads of one context.
//
// Threads join a loop while it is open and leave it when nothing is left to
// hand out. The caller closes the loop when it finds nothing itself and then
// waits only for those who joined: a thread that the system has not scheduled
// yet (or that a fork left behind in the parent) holds nobody up.
#define _GNU_SOURCE
#include "Internal.h"

#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

// `state`: the number of threads inside the loop, and two flags.
enum { OPEN = 1u << 31, CALLER_SLEEPS = 1u << 30, INSIDE = CALLER_SLEEPS - 1 };

// Launches of one program follow each other within microseconds: worth spinning
// for. Longer, and the spinning takes time from others (and from a cgroup's
// quota).
enum { SPIN_NS = 50 * 1000 };

typedef struct {
  vitc_pool *pool;
  vitc_worker *worker;
  pthread_t thread;
} pool_thread;

struct vitc_pool {
  _Alignas(128) _Atomic uint32_t state;
  vitc_loop *loop;                      // of the open loop
  _Alignas(128) _Atomic uint32_t epoch; // a new loop, or the end
  _Atomic uint32_t sleepers;
  _Atomic bool stop;
  int64_t spin_ns;
  int32_t num_threads; // beside the calling one
  pool_thread threads[];
};

static void futex_wait(_Atomic uint32_t *word, uint32_t value) {
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
}

static void futex_wake(_Atomic uint32_t *word, int32_t count) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

static void pause_cpu(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb"); // waits for some tens of cycles, which yield does not
#endif
}

// Spins while `*word == value`; false when that takes too long.
static bool spin_while(const _Atomic uint32_t *word, uint32_t value, int64_t spin_ns) {
  const int64_t end = spin_ns ? vitc_now_ns() + spin_ns : 0;
  do {
    for (int i = 0; i < 32; ++i) {
      if (atomic_load_explicit(word, memory_order_acquire) != value)
        return true;
      pause_cpu();
    }
  } while (spin_ns && vitc_now_ns() < end);
  return false;
}

// Takes the next chunk of a loop: a share of what is left, so that the last
// ones are small.
static int64_t take(vitc_loop *loop, int64_t *begin) {
  int64_t at = atomic_load_explicit(&loop->next, memory_order_relaxed);
  for (;;) {
    const int64_t left = loop->size - at;
    if (left <= 0)
      return 0;
    int64_t count = left / (4 * (int64_t)loop->threads);
    count = count < 1 ? 1 : count;
    if (atomic_compare_exchange_weak_explicit(&loop->next, &at, at + count, memory_order_relaxed,
                                              memory_order_relaxed)) {
      *begin = at;
      return count;
    }
  }
}

// One thread's share of a loop.
static void work(vitc_loop *loop, vitc_worker *worker) {
  const bool was_inside = worker->inside_loop;
  worker->inside_loop = true;
  int64_t begin;
  for (int64_t count; (count = take(loop, &begin)) > 0;) {
    for (int64_t i = begin; i < begin + count; ++i) {
      const int result = loop->task(worker, i, loop->closure);
      if (result)
        atomic_store_explicit(&loop->result, result, memory_order_relaxed);
    }
  }
  if (worker->fault[0] && !atomic_load_explicit(&loop->result, memory_order_relaxed))
    atomic_store_explicit(&loop->result, -1, memory_order_relaxed);
  worker->inside_loop = was_inside;
}

static bool join(vitc_pool *pool) {
  uint32_t state = atomic_load_explicit(&pool->state, memory_order_relaxed);
  while (state & OPEN)
    if (atomic_compare_exchange_weak_explicit(&pool->state, &state, state + 1, memory_order_acquire,
                                              memory_order_relaxed))
      return true;
  return false;
}

static void leave(vitc_pool *pool) {
  const uint32_t before = atomic_fetch_sub_explicit(&pool->state, 1, memory_order_acq_rel);
  if ((before & INSIDE) == 1 && (before & CALLER_SLEEPS))
    futex_wake(&pool->state, 1);
}

static void park(vitc_pool *pool, uint32_t seen) {
  atomic_fetch_add(&pool->sleepers, 1);
  while (atomic_load(&pool->epoch) == seen)
    futex_wait(&pool->epoch, seen);
  atomic_fetch_sub(&pool->sleepers, 1);
}

static void *thread_main(void *argument) {
  pool_thread *self = argument;
  vitc_pool *pool = self->pool;
  vitc_set_float_control(VITC_FLOAT_CONTROL);
  for (uint32_t seen = 0;;) {
    if (!spin_while(&pool->epoch, seen, pool->spin_ns))
      park(pool, seen);
    seen = atomic_load_explicit(&pool->epoch, memory_order_acquire);
    if (atomic_load(&pool->stop))
      return NULL;
    if (!join(pool))
      continue;
    work(pool->loop, self->worker);
    leave(pool);
  }
}

static void announce(vitc_pool *pool, int32_t wanted) {
  atomic_fetch_add(&pool->epoch, 1);
  if (atomic_load(&pool->sleepers))
    futex_wake(&pool->epoch, wanted);
}

// Closes the open loop and waits until nobody is inside.
static void close_loop(vitc_pool *pool) {
  uint32_t state = atomic_fetch_and(&pool->state, ~OPEN) & ~OPEN;
  while (state & INSIDE) {
    if (!spin_while(&pool->state, state, pool->spin_ns)) {
      state = atomic_fetch_or(&pool->state, CALLER_SLEEPS) | CALLER_SLEEPS;
      if (state & INSIDE)
        futex_wait(&pool->state, state);
    }
    state = atomic_load_explicit(&pool->state, memory_order_acquire);
  }
  // Nobody can be inside any more, so a plain store is safe; it takes back
  // CALLER_SLEEPS.
  atomic_store_explicit(&pool->state, 0, memory_order_relaxed);
}

static void run_on_pool(vitc_pool *pool, vitc_loop *loop, vitc_worker *caller) {
  pool->loop = loop;
  atomic_store_explicit(&pool->state, OPEN, memory_order_release);
  announce(pool, loop->size - 1 < pool->num_threads ? (int32_t)loop->size - 1 : pool->num_threads);
  work(loop, caller);
  close_loop(pool);
}

// Share i of a loop that a caller's parallel-for spreads: a worker of its own,
// whatever the thread.
static void run_share(void *closure, int32_t index) {
  vitc_loop *loop = closure;
  const uint64_t before = vitc_set_float_control(VITC_FLOAT_CONTROL);
  work(loop, &loop->workers[index]);
  vitc_set_float_control(before);
}

// Brings what other workers noted to the worker that started the loop.
static void gather_faults(vitc_worker *worker) {
  vitc_context *context = worker->context;
  for (int32_t i = 0; i < context->threads; ++i) {
    vitc_worker *other = &context->workers[i];
    if (other == worker || !other->fault[0])
      continue;
    vitc_fault(worker, other->fault);
    if (worker->failed_launch < 0)
      worker->failed_launch = other->failed_launch;
    other->fault[0] = 0;
    other->failed_launch = -1;
  }
}

int vitc_run_loop(vitc_worker *worker, int64_t size, vitc_task task, void *closure) {
  vitc_context *context = worker->context;
  if (worker->inside_loop || size <= 1 || context->threads == 1) {
    int result = 0;
    for (int64_t i = 0; i < size; ++i) {
      const int here = task(worker, i, closure);
      result = here ? here : result;
    }
    return result;
  }
  vitc_loop loop = {.task = task,
                    .closure = closure,
                    .size = size,
                    .threads = context->threads,
                    .workers = context->workers};
  if (context->parallel_for) {
    const int32_t shares = size < context->threads ? (int32_t)size : context->threads;
    context->parallel_for(context->parallel_for_user, shares, run_share, &loop);
  } else {
    run_on_pool(context->pool, &loop, worker);
  }
  const int result = atomic_load(&loop.result);
  if (result)
    gather_faults(worker);
  return result;
}

// Signals are for the program's own threads, but for those that a thread's own
// instructions raise: blocked, they would end the process without its handlers.
static bool start_thread(pool_thread *thread) {
  static const int own[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS};
  sigset_t all, before;
  sigfillset(&all);
  for (size_t i = 0; i < sizeof own / sizeof *own; ++i)
    sigdelset(&all, own[i]);
  if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0)
    return false;
  const int failed = pthread_create(&thread->thread, NULL, thread_main, thread);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return !failed;
}

vitc_pool *vitc_pool_create(vitc_context *context) {
  const size_t others = (size_t)context->threads - 1;
  const size_t bytes = sizeof(vitc_pool) + others * sizeof(pool_thread);
  vitc_pool *pool = aligned_alloc(_Alignof(vitc_pool), (bytes + 127) & ~(size_t)127);
  if (!pool)
    return NULL;
  *pool = (vitc_pool){.spin_ns = context->threads <= vitc_cpu_count() ? SPIN_NS : 0};
  for (size_t i = 0; i < others; ++i) {
    pool->threads[i] = (pool_thread){.pool = pool, .worker = &context->workers[i + 1]};
    if (!start_thread(&pool->threads[i])) {
      vitc_pool_destroy(pool, false);
      return NULL;
    }
    ++pool->num_threads;
  }
  return pool;
}

void vitc_pool_destroy(vitc_pool *pool, bool forked) {
  if (!pool)
    return;
  atomic_store(&pool->stop, true);
  announce(pool, pool->num_threads);
  for (int32_t i = 0; i < pool->num_threads && !forked; ++i)
    pthread_join(pool->threads[i].thread, NULL);
  free(pool);
}
