// C-simulation only: a stream as deep as the hardware's, between processes that run as threads. A process that waits
// for longer than it could if the others went on is a deadlock, which ends the simulation with status 3.
#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <mutex>

namespace hls {
template <class T>
class stream {
  public:
    explicit stream(size_t depth) : depth_(depth) {}
    stream(const stream&) = delete;

    void write(const T& value) {
        std::unique_lock<std::mutex> lock(mutex_);
        wait(lock, "full", [this] { return words_.size() < depth_; });
        words_.push_back(value);
        changed_.notify_all();
    }
    T read() {
        std::unique_lock<std::mutex> lock(mutex_);
        wait(lock, "empty", [this] { return !words_.empty(); });
        const T value = words_.front();
        words_.pop_front();
        changed_.notify_all();
        return value;
    }

  private:
    template <class Ready>
    void wait(std::unique_lock<std::mutex>& lock, const char* state, Ready ready) {
        const char* limit = std::getenv("STREAM_TIMEOUT_S");
        if (changed_.wait_for(lock, std::chrono::seconds(limit ? std::atoi(limit) : 60), ready)) return;
        std::fprintf(stderr, "error: deadlock: a stream of depth %zu stays %s\n", depth_, state);
        std::_Exit(3);
    }
    const size_t depth_;
    std::deque<T> words_;
    std::mutex mutex_;
    std::condition_variable changed_;
};
}  // namespace hls
