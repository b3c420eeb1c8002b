// C-simulation only: a stream as deep as the hardware's, between processes that run as threads. Words are handed over
// without a lock; a process waits under one only where its stream is full or empty. When every process waits and none
// could go on, the simulation ends with status 3: that is a deadlock, however slowly the machine runs.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <vector>

namespace hls {
// The processes of a dataflow region, and those of them that wait.
struct Region {
    struct Waiting {
        std::function<bool()> ready;
        const char* state;
        size_t depth;
    };
    std::mutex mutex;
    std::condition_variable changed;
    std::list<Waiting> waiting;
    std::atomic<int> sleepers{0};
    int alive = 0;

    void wait(const char* state, size_t depth, std::function<bool()> ready) {
        std::unique_lock<std::mutex> lock(mutex);
        const auto mine = waiting.insert(waiting.end(), {ready, state, depth});
        sleepers++;
        changed.notify_all();
        while (!ready()) {
            stop_if_stuck();
            changed.wait(lock);
        }
        sleepers--;
        waiting.erase(mine);
    }
    void tell() {
        if (!sleepers) return;
        std::lock_guard<std::mutex> lock(mutex);
        changed.notify_all();
    }
    void end() {
        std::lock_guard<std::mutex> lock(mutex);
        alive--;
        stop_if_stuck();
        changed.notify_all();
    }
    void stop_if_stuck() {
        if (waiting.empty() || int(waiting.size()) < alive) return;
        for (const Waiting& each : waiting)
            if (each.ready()) return;
        const Waiting& last = waiting.back();
        std::fprintf(stderr, "error: deadlock: a stream of depth %zu stays %s\n", last.depth, last.state);
        std::_Exit(3);
    }
};
inline Region region;

// One process of the region; it is counted from before any of them runs until it has ended.
struct Process {
    ~Process() { region.end(); }
};
inline void begin(int processes) { region.alive = processes; }

template <class T>
class stream {
  public:
    explicit stream(size_t depth) : depth_(depth), words_(depth) {}
    stream(const stream&) = delete;

    void write(const T& value) {
        const size_t at = written_.load(std::memory_order_relaxed);
        const auto room = [this, at] { return at - taken_ < depth_; };
        if (!soon(room)) region.wait("full", depth_, room);
        words_[at % depth_] = value;
        written_ = at + 1;
        if (at + 1 - taken_ > depth_ / 2) region.tell();
    }
    T read() {
        const size_t at = taken_.load(std::memory_order_relaxed);
        const auto filled = [this, at] { return written_ != at; };
        if (!soon(filled)) region.wait("empty", depth_, filled);
        const T value = words_[at % depth_];
        taken_ = at + 1;
        if (written_ - at - 1 <= depth_ / 2) region.tell();
        return value;
    }

  private:
    // A look or two hundred, and then asleep: whoever yields instead waits for every other process of a busy machine.
    template <class Ready>
    static bool soon(const Ready& ready) {
        for (int tries = 0; tries < 200; tries++)
            if (ready()) return true;
        return false;
    }
    const size_t depth_;
    std::vector<T> words_;
    std::atomic<size_t> written_{0}, taken_{0};
};
}  // namespace hls
