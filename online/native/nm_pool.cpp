#include "nm_pool.h"

#include "nm_patience.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

namespace flame_nm {
namespace {

constexpr int max_workers = 255;
constexpr auto spin_time = std::chrono::microseconds(50);  // a worker that finds nothing for so long goes to sleep

inline void relax() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// One turn of waiting for another thread, which has a CPU or will need this one.
inline void wait_a_turn(int turn) {
  if (turn < 4000) relax();
  else std::this_thread::yield();
}

double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Seconds of a CPU that this thread has had: what another process takes meanwhile is not the work's.
double cpu_s() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

class Pool {
 public:
  void run(int threads, std::int64_t chunks, void (*task)(void*, std::int64_t), void* context) {
    const int wanted = static_cast<int>(std::min<std::int64_t>(std::min(threads - 1, max_workers), chunks - 1));
    if (wanted < 1 || !caller_.try_lock()) {
      for (std::int64_t chunk = 0; chunk < chunks; ++chunk) task(context, chunk);
      return;
    }
    std::lock_guard<std::mutex> owner(caller_, std::adopt_lock);
    const int helpers = grow(wanted);
    task_ = task;
    context_ = context;
    chunks_ = chunks;
    next_.store(0, std::memory_order_relaxed);
    finished_.store(0, std::memory_order_relaxed);
    const std::uint64_t generation = ++generation_ << 16;
    bool wake;
    {
      std::lock_guard<std::mutex> lock(sleep_);
      gate_.store(generation | static_cast<std::uint64_t>(helpers), std::memory_order_release);
      wake = sleepers_ > 0;
    }
    if (wake) wake_.notify_all();
    take_chunks();
    const std::uint64_t free_seats = gate_.exchange(generation, std::memory_order_acq_rel) & 0xFFFF;
    const int joined = helpers - static_cast<int>(free_seats);
    for (int turn = 0; finished_.load(std::memory_order_acquire) != joined; ++turn) wait_a_turn(turn);
  }

 private:
  // Workers that there are, after trying to have as many as wanted.
  int grow(int wanted) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);  // signals are the caller's, as Python expects
    try {
      for (; workers_ < wanted; ++workers_) std::thread(&Pool::work, this, generation_).detach();
    } catch (const std::system_error&) {
      // no more threads are to be had: go on with those there are
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return std::min(workers_, wanted);
  }

  void work(std::uint64_t seen) {
    while (true) {
      std::uint64_t gate = await(seen);
      seen = gate >> 16;
      bool seated = false;
      while (gate >> 16 == seen && (gate & 0xFFFF) != 0 && !seated)
        seated = gate_.compare_exchange_weak(gate, gate - 1, std::memory_order_acq_rel);
      if (!seated) continue;
      take_chunks();
      finished_.fetch_add(1, std::memory_order_release);
    }
  }

  std::uint64_t await(std::uint64_t seen) {
    const auto until = std::chrono::steady_clock::now() + spin_time;
    do {
      for (int i = 0; i < 32; ++i) {
        const std::uint64_t gate = gate_.load(std::memory_order_acquire);
        if (gate >> 16 != seen) return gate;
        relax();
      }
    } while (std::chrono::steady_clock::now() < until);
    std::unique_lock<std::mutex> lock(sleep_);
    ++sleepers_;
    wake_.wait(lock, [&] { return gate_.load(std::memory_order_acquire) >> 16 != seen; });
    --sleepers_;
    return gate_.load(std::memory_order_acquire);
  }

  void take_chunks() {
    for (std::int64_t chunk; (chunk = next_.fetch_add(1, std::memory_order_relaxed)) < chunks_;) task_(context_, chunk);
  }

  std::mutex caller_, sleep_;
  std::condition_variable wake_;
  int sleepers_ = 0, workers_ = 0;
  std::uint64_t generation_ = 0;
  alignas(64) std::atomic<std::uint64_t> gate_{0};  // generation << 16 | seats that are free
  alignas(64) std::atomic<std::int64_t> next_{0};
  alignas(64) std::atomic<int> finished_{0};
  void (*task_)(void*, std::int64_t) = nullptr;
  void* context_ = nullptr;
  std::int64_t chunks_ = 0;
};

// Chunks that a team shares.
struct Shared {
  void (*task)(void*, std::int64_t);
  void* context;
  std::int64_t chunks;
  std::thread::id caller;
  double caller_s, caller_cpu_s;  // that the caller has spent on chunks
  std::int64_t caller_chunks;
  alignas(64) std::atomic<std::int64_t> next{0};
};

void take_shared(void* p) {
  Shared& shared = *static_cast<Shared*>(p);
  const bool caller = std::this_thread::get_id() == shared.caller;
  const double start = now_s(), cpu_start = caller ? cpu_s() : 0;
  std::int64_t taken = 0;
  for (std::int64_t chunk; (chunk = shared.next.fetch_add(1, std::memory_order_relaxed)) < shared.chunks; ++taken)
    shared.task(shared.context, chunk);
  if (!caller) return;
  shared.caller_s = now_s() - start;
  shared.caller_cpu_s = cpu_s() - cpu_start;
  shared.caller_chunks = taken;
}

thread_local double waited_s = 0;  // within chunks

std::atomic<Team> team{nullptr};
std::atomic<std::int64_t> little{1 << 18};

// Never destroyed: workers may outlive every destructor. A forked child has no workers and gets a pool of its own.
std::atomic<Pool*> pool{nullptr};

void renew() { pool.store(new Pool, std::memory_order_release); }

}  // namespace

void wait_for(const std::atomic<bool>& chunk_is_done) {
  double since = 0;
  for (int turn = 0; !chunk_is_done.load(std::memory_order_acquire); ++turn) {
    if (!turn) since = now_s();
    wait_a_turn(turn);
  }
  if (since > 0) waited_s += now_s() - since;
}

int threads_for(int threads, std::int64_t bytes) {
  return bytes < little.load(std::memory_order_relaxed) ? 1 : threads;
}

void call_little(std::int64_t bytes) { little.store(bytes, std::memory_order_relaxed); }

void use_team(Team run) { team.store(run, std::memory_order_release); }

void run_chunks(int threads, std::int64_t chunks, void (*task)(void*, std::int64_t), void* context) {
  static std::once_flag once;
  std::call_once(once, [] {
    renew();
    pthread_atfork(nullptr, nullptr, [] {
      use_team(nullptr);  // nor has its team any threads left
      renew();
    });
  });
  const Team run = team.load(std::memory_order_acquire);
  if (!run || threads < 2 || chunks < 2) return pool.load(std::memory_order_acquire)->run(threads, chunks, task, context);
  static thread_local Patience patience;
  const double start = now_s();
  if (patience.alone()) {
    for (std::int64_t chunk = 0; chunk < chunks; ++chunk) task(context, chunk);
    patience.rested(now_s() - start);
    return;
  }
  Shared shared{task, context, chunks, std::this_thread::get_id(), 0, 0, 0};
  waited_s = 0;
  run(take_shared, &shared, static_cast<unsigned>(std::min<std::int64_t>(threads, chunks)), 0);
  const double in_chunks_s = waited_s, worked_s = std::max(0.0, std::min(shared.caller_s, shared.caller_cpu_s) - in_chunks_s);
  const double others = static_cast<double>(chunks - shared.caller_chunks) / std::max<double>(1, shared.caller_chunks);
  patience.shared(now_s() - start - shared.caller_s + in_chunks_s, worked_s * others);
}

}  // namespace flame_nm
