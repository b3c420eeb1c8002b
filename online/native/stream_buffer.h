// The expert buffer of the native decode step: which experts of the decoder are resident, and who leaves.
//
// States online/pa_buf/buffer.py and the policies of online/pa_buf/policies.py again, but that which needs the future;
// tests hold the two equal, decision by decision. An expert is a number: its layer times the experts of a layer, plus its own.

#pragma once

#include <cstdint>
#include <vector>

#include "s3fifo.h"

namespace flame_stream {

enum class Policy : std::int32_t {
  lru = 0, fifo = 1, lfu = 2, s3fifo = 3, least_stale = 4, cepr = 5, reuse = 6, python = 7
};

// What a policy of Python's is told of, or asked for: the victim among the residents that are not pinned, `none` where all
// are. Below that it has failed.
enum class Asked : std::int32_t { loaded = 0, referenced = 1, evicted = 2, victim = 3, decided = 4, cleared = 5 };
using Evictor = std::int32_t (*)(std::int32_t asked, std::int32_t pool, std::int32_t expert, std::int64_t step,
                                 std::int32_t layer, const std::int32_t* pinned, std::int64_t count);

constexpr std::int32_t never_ranked = 1 << 30;  // behind every rank
constexpr int none = -1;

struct Position {
  std::int64_t step;
  int layer, layers;
  int distance(int of) const { return ((of - layer) % layers + layers) % layers; }
};

// A set of experts that is emptied at once.
class Marks {
 public:
  explicit Marks(std::size_t experts) : stamps_(experts, 0) {}
  void clear() { ++now_; }
  void add(int expert) { stamps_[static_cast<std::size_t>(expert)] = now_; }
  bool has(int expert) const { return stamps_[static_cast<std::size_t>(expert)] == now_; }

 private:
  std::vector<std::uint64_t> stamps_;
  std::uint64_t now_ = 1;
};

// What the policies of all pools know of each expert.
struct Knowledge {
  std::vector<std::int64_t> references, pass;
  std::vector<std::int32_t> rank;
  Evictor evictor = nullptr;  // of Policy::python
  bool failed = false;        // it has
  explicit Knowledge(std::size_t experts) : references(experts), pass(experts), rank(experts, never_ranked) {}
};

class Pool {
 public:
  Pool(Policy policy, int number, int slots, int layer_experts, Knowledge* known);
  bool full() const { return static_cast<int>(residents_.size()) == slots_; }
  const std::vector<int>& residents() const { return residents_; }
  void loaded(int expert, const Position& position);
  void referenced(int expert, const Position& position);
  void evicted(int expert, const Position& position);
  void decided(const Position& position) { ask(Asked::decided, none, position, {}); }
  int victim(const Marks& pinned, const Position& position);  // `none` where every resident is pinned

 private:
  int first(const Marks& pinned) const;
  int ask(Asked asked, int expert, const Position& position, const std::vector<std::int32_t>& pinned);
  std::int64_t staleness(int expert, const Position& position) const;

  Policy policy_;
  int number_, slots_, layer_experts_;
  Knowledge* known_;
  std::vector<int> residents_;
  S3Queues queues_;
};

struct Given {  // a slot, and who had to leave for it
  int expert, evicted;
};

class Buffer {
 public:
  Buffer(Policy policy, std::vector<int> slots, std::vector<int> pool_of_layer, int layer_experts,
         Evictor evictor = nullptr);
  bool failed() const { return known_.failed; }  // a policy of Python's has
  void clear();
  int layers() const { return static_cast<int>(pool_of_layer_.size()); }
  int layer_of(int expert) const { return expert / layer_experts_; }
  bool contains(int expert) const { return resident_[static_cast<std::size_t>(expert)]; }
  bool wants_rankings() const { return policy_ == Policy::cepr; }
  void move_to(std::int64_t step, int layer) { position_ = {step, layer, layers()}; }
  void predicted(int layer, const std::vector<std::vector<int>>& rankings);
  void preload(const std::vector<int>& wishes, std::vector<Given>& given);
  void decide(const std::vector<int>& wanted, std::vector<int>& resident);
  Given demand(int expert, const Marks& wanted);
  bool crowded(int expert, const Marks& wanted) const;
  void discard(int expert);
  void fill(const std::vector<int>& experts, std::vector<int>& chosen);  // what has a slot now, the last first

 private:
  bool give(int expert, const Marks& pinned, Given& given);
  Pool& pool(int expert) { return pools_[static_cast<std::size_t>(pool_of(expert))]; }
  int pool_of(int expert) const { return pool_of_layer_[static_cast<std::size_t>(layer_of(expert))]; }

  Policy policy_;
  std::vector<int> slots_, pool_of_layer_;
  int layer_experts_;
  Knowledge known_;
  std::vector<Pool> pools_;
  std::vector<char> resident_;
  Marks held_, nobody_;
  Position position_{0, 0, 1};
};

}  // namespace flame_stream
