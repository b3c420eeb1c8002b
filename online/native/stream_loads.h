// Loads of the native decode step: experts from files on threads of its own, from memory at once or behind a stated
// link (whose time passes on the clock alone), and from any other store on a thread of Python's that asks here what to
// bring.
//
// Demand goes before preload, and a preload under way makes way for it and goes on afterwards, unless it is waited for
// itself; a preload that is waited for becomes a demand. One that was begun for a decision which went otherwise goes on
// when nothing else is asked for. Whoever waits does so in slices, so that
// Python can look for signals between them. Memory of a file's expert is taken when its load begins, from slabs that are
// kept, and goes back when nobody holds the load any more.

#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "nm_product.h"
#include "stream_slabs.h"

namespace flame_stream {

enum class Source : std::int32_t { python = 0, memory = 1, file = 2 };

struct Halves {  // of an int8 expert (online/serving/halves.py); mirrored in online/serving/native_library.py
  const std::uint8_t* upper[3];  // values of gate, up and down, resident; null in a whole expert
  const std::uint8_t* lower[3];  // what a load brings; addresses as those of `Spec`
  const std::uint8_t* beyond;    // int32 numbers, likewise: of each matrix how many values are beyond, then their places
  std::int64_t beyond_numbers;
  std::int32_t counted[3];  // place of each matrix' count
  std::int32_t matrices;
  bool any() const { return upper[2] != nullptr; }
};

struct Spec {  // how an expert is found; mirrored in online/serving/native_library.py
  flame_nm::Matrix gate, up, down;  // addresses in memory, or as if a file's expert began at `base`
  Halves halves;                    // whose joined values are the matrices'; the rest of these is resident
  std::int64_t joined_bytes;        // of those values; 0 for a whole expert
  std::int32_t has_gate, activation;
  std::int64_t bytes;  // packed size of what a load brings
  std::int32_t source, file;
  std::int64_t offset;
  const std::uint8_t* base;
};

struct File {  // mirrored in online/serving/native_library.py
  std::int32_t descriptor, direct;
  std::int64_t size_bytes, modified_ns;
};

enum class Fault : std::int32_t { none = 0, error_number = 1, cut_short = 2, changed = 3, python = 4 };

class Loads;

struct Load {
  int expert = 0;
  bool on_demand = false, demanded = false, done = false, awaited = false;
  bool outdated = false;  // a preload that its decision did not need; written by the decoder's thread
  std::int64_t token = -1, id = 0;
  double queued_s = 0, started_s = 0, busy_s = 0, behind_s = 0;  // started_s: of its present part
  double left_s = -1;        // of a link; below 0 before the first byte
  std::size_t filled = 0;    // bytes that were read
  Fault fault = Fault::none;
  std::int64_t fault_number = 0;  // an errno, or bytes that were there
  std::uint64_t held_by = 0;      // the decision that needs it, slot or no slot
  flame_nm::Matrix matrices[3];
  Halves halves{};  // to be joined before the first product
  flame_nm::Expert compute{};
  std::uint8_t* slab = nullptr;
  bool kept_by_python = false;
  Loads* owner = nullptr;

  void point_at(const Spec& spec, std::ptrdiff_t moved);
  void join(int threads);
  ~Load();
};
using LoadPtr = std::shared_ptr<Load>;

struct LoadEvent {  // mirrored in online/serving/native_library.py
  std::int32_t worker, demanded;
  std::int64_t token, expert;
  double start_s, end_s;
};

inline double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

class Loads {
 public:
  // link: bytes a second and seconds before the first byte, for experts in memory; 0 for none. slots: loads that are
  // kept, for whose memory there is room from the beginning.
  Loads(std::vector<Spec> specs, std::vector<File> files, double bytes_per_s, double latency_s, int workers,
        std::int64_t slots, bool record_events);

  const Spec& spec(int expert) const { return specs_[static_cast<std::size_t>(expert)]; }
  LoadPtr request(int expert, bool demanded, std::int64_t token = -1);
  bool drop(const LoadPtr& load);  // takes a preload off the queue; false when it is under way
  bool set_aside(const LoadPtr& load);  // the same where it has not begun; what has goes on behind all others
  void expect_again(const LoadPtr& load);  // what was set aside is asked for once more
  void hasten(const LoadPtr& load);  // to the head of the preloads, where it still waits
  void drop_all();
  bool done(const LoadPtr& load);
  bool wait(const LoadPtr& load, double until_s);  // before all preloads; false when it is not done by then
  std::int64_t loaded_bytes();
  std::vector<LoadEvent> events();
  int in_flight() const { return workers_; }

  // For the thread of Python's that brings what these threads cannot.
  int take(double until_s, std::int64_t* id, std::int64_t* expert, std::vector<std::int64_t>& released,
           std::size_t most);
  bool deliver(std::int64_t id, const Spec* expert, const Spec* from_now_on);

  bool close(double until_s);  // false when a thread hangs in a read
  void give_up_memory() { slabs_.give_up(); }  // of loads that nobody holds

 private:
  friend struct Load;
  void work(int number);
  LoadPtr next(Source from);
  LoadPtr next_of(std::deque<LoadPtr>& queue, Source from, bool outdated);
  void begin(Load& load, double preload_ended_s, double start);
  void pause(Load& load, bool was_demanded, double& preload_ended_s, int worker, double end);
  void finish(const LoadPtr& load, bool was_demanded, double& preload_ended_s, int worker, double end);
  bool makes_way(const Load& load) const;
  bool linked() const { return bytes_per_s_ > 0; }
  void run_link(double now);
  bool read(Load& load, const Spec& spec);
  std::uint8_t* copy_of(const Spec& brought, const Spec& in_file);
  void give_back(Load& load);

  Slabs slabs_;
  std::vector<Spec> specs_;
  std::vector<File> files_;
  double bytes_per_s_, latency_s_;
  int workers_, living_ = 0;
  bool record_events_, closing_ = false;
  std::mutex mutex_;
  std::condition_variable work_, python_work_, arrived_, changed_;
  std::deque<LoadPtr> demands_, preloads_;
  LoadPtr on_link_;
  bool began_demanded_ = false;
  double link_free_s_ = 0, link_preload_ended_s_ = 0;
  std::unordered_map<std::int64_t, LoadPtr> with_python_;
  bool python_demanded_ = false;
  double python_preload_ended_s_ = 0;
  std::int64_t next_id_ = 1, loaded_bytes_ = 0;
  std::vector<LoadEvent> events_;

  std::mutex released_mutex_;
  std::vector<std::int64_t> released_;

 public:
  ~Loads();
};

}  // namespace flame_stream
