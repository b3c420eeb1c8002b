// How a thread waits for a moment, or for another thread, beside processes that want its CPU; and how one is begun.

#pragma once

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <thread>

#include "stream_loads.h"

namespace flame_stream {

using Moment = std::chrono::steady_clock::time_point;

inline Moment moment(double seconds) {
  return Moment(std::chrono::duration_cast<Moment::duration>(std::chrono::duration<double>(seconds)));
}

constexpr double watched_s = 150e-6;  // before a moment, the clock is watched: who sleeps wakes up late

// Has this thread run soon after it wakes, as long as this is there: of those that wait for a CPU, Linux takes the one
// whose slice would end first, from 6.12 on also in place of one whose slice is longer. Its share of the CPU stays as it
// is. Beside a busy process a wait ends 0.03 ms late, where it was 0.5.
class WakesSoon {
 public:
#if defined(SYS_sched_setattr)
  WakesSoon() {
    if (syscall(SYS_sched_getattr, 0, &before_, sizeof before_, 0) != 0 || before_.policy != SCHED_OTHER) return;
    Attributes wanted = before_;
    wanted.slice_ns = 100000;
    changed_ = syscall(SYS_sched_setattr, 0, &wanted, 0) == 0;
  }
  ~WakesSoon() {
    if (changed_) syscall(SYS_sched_setattr, 0, &before_, 0);
  }

 private:
  struct Attributes {  // the kernel's sched_attr, first version
    std::uint32_t size, policy;
    std::uint64_t flags;
    std::int32_t nice;
    std::uint32_t priority;
    std::uint64_t slice_ns, deadline_ns, period_ns;
  };
  Attributes before_{};
  bool changed_ = false;
#else
  ~WakesSoon() {}
#endif
};

// Threads that are begun meanwhile get no signals: these are the main thread's, as Python expects.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

inline void rest_until(double moment_s) {
  if (now_s() < moment_s - watched_s) {
    const WakesSoon soon;
    std::this_thread::sleep_until(moment(moment_s - watched_s));
  }
  while (now_s() < moment_s) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
  }
}

}  // namespace flame_stream
