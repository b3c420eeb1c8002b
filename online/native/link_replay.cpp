// Replay of a trace over a link that takes time (`online/pa_buf/link_replay.py` says what is meant).
//
// Every layer has slots of its own. Time counts in layers: a layer of a token computes for 1, a load takes `load_time`.
// The link moves one expert after another. While a layer computes, the link preloads what the guesses name for the next
// decision; a preload that has begun is finished (or lets demanded experts pass, where it gives way), one that has not is
// dropped when that decision is made.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "s3fifo.h"

namespace {

enum class Policy : std::int32_t { lru = 0, fifo = 1, lfu = 2, s3fifo = 3, ranked = 4, belady = 5 };

struct Shape {
  std::int64_t tokens, layers, top_k, experts;
  std::int64_t width;  // guesses are [tokens, layers, width]
};

struct Counters {
  std::int64_t *hits, *demand, *preloads, *useful, *late;  // [layers] each
  double *stall, *caused;                                  // [layers] each, in layers' times
};

class Pool {
 public:
  Pool(Policy policy, std::int32_t slots, std::int64_t experts)
      : policy_(policy), slots_(slots), state_(experts), rank_(experts, 0), need_(experts, 0), queues_(slots, experts) {}

  bool has(std::int32_t e) const { return state_[e].resident; }

  void reference(std::int32_t e) {
    state_[e].last = ++clock_;
    state_[e].uses += 1;
    queues_.referenced(e);
  }

  // Whether `e` got a slot: false where every resident is pinned.
  bool load(std::int32_t e, const std::vector<char>& pinned) {
    if (static_cast<std::int32_t>(residents_.size()) == slots_) {
      const std::int32_t leaves = victim(pinned);
      if (leaves < 0) return false;
      evict(leaves);
    }
    State& state = state_[e];
    state.resident = true;
    state.loaded = state.last = ++clock_;
    state.uses = 1;
    residents_.push_back(e);
    if (policy_ == Policy::s3fifo) queues_.loaded(e);
    return true;
  }

  void set_need(std::int32_t e, std::int64_t need) { need_[e] = need; }

  void set_ranking(const std::int16_t* ranking) {
    for (std::size_t place = 0; place < rank_.size(); ++place) rank_[ranking[place]] = static_cast<std::int32_t>(place);
  }

  bool preloaded(std::int32_t e) const { return state_[e].preloaded; }
  void mark(std::int32_t e, bool preloaded) { state_[e].preloaded = preloaded; }

 private:
  struct State {
    bool resident = false, preloaded = false;
    std::int64_t last = 0, loaded = 0, uses = 0;
  };

  void evict(std::int32_t e) {
    state_[e].resident = state_[e].preloaded = false;
    residents_.erase(std::find(residents_.begin(), residents_.end(), e));
    if (policy_ == Policy::s3fifo) queues_.evicted(e);
  }

  bool before(std::int32_t a, std::int32_t b) const {
    switch (policy_) {
      case Policy::fifo:
        return state_[a].loaded < state_[b].loaded;
      case Policy::lfu:
        if (state_[a].uses != state_[b].uses) return state_[a].uses < state_[b].uses;
        break;
      case Policy::ranked:
        if (rank_[a] != rank_[b]) return rank_[a] > rank_[b];
        break;
      case Policy::belady:
        if (need_[a] != need_[b]) return need_[a] > need_[b];
        break;
      default:
        break;
    }
    return state_[a].last < state_[b].last;
  }

  std::int32_t victim(const std::vector<char>& pinned) {
    if (policy_ == Policy::s3fifo) return queues_.victim([&](std::int32_t e) { return pinned[e] != 0; });
    std::int32_t best = -1;
    for (const std::int32_t e : residents_)
      if (!pinned[e] && (best < 0 || before(e, best))) best = e;
    return best;
  }

  Policy policy_;
  std::int32_t slots_;
  std::int64_t clock_ = 0;
  std::vector<State> state_;
  std::vector<std::int32_t> rank_;
  std::vector<std::int64_t> need_;
  std::vector<std::int32_t> residents_;
  S3Queues queues_;
};

// For each access, when its expert is used next at its layer; `never` where it is not.
std::vector<std::int64_t> next_uses(const std::int16_t* experts, const Shape& n) {
  const std::int64_t never = std::numeric_limits<std::int64_t>::max();
  std::vector<std::int64_t> next(n.tokens * n.layers * n.top_k), coming(n.layers * n.experts, never);
  for (std::int64_t i = n.tokens * n.layers - 1; i >= 0; --i) {
    const std::int64_t layer = i % n.layers;
    for (std::int64_t k = 0; k < n.top_k; ++k) next[i * n.top_k + k] = coming[layer * n.experts + experts[i * n.top_k + k]];
    for (std::int64_t k = 0; k < n.top_k; ++k) coming[layer * n.experts + experts[i * n.top_k + k]] = i;
  }
  return next;
}

struct Options {
  double load_time;  // of one expert, in layers' times
  bool gives_way;    // a preload under way lets demanded experts pass
};

class Replay {
 public:
  Replay(Policy policy, const Shape& n, const std::int32_t* slots, const Options& options, const Counters& counters)
      : n_(n), options_(options), counters_(counters), wanted_(n.experts, 0), nobody_(n.experts, 0),
        held_(n.experts, 0) {
    for (std::int64_t l = 0; l < n.layers; ++l) pools_.emplace_back(policy, slots[l], n.experts);
  }

  Pool& pool(std::int64_t layer) { return pools_[layer]; }

  // What the link does while a layer computes.
  void compute() {
    for (double time = 1.0;;) {
      if (under_way_ >= 0) {
        if (left_ > time) {
          left_ -= time;
          return;
        }
        time -= left_;
        arrive(under_way_layer_ == coming_ ? held_ : nobody_);
      }
      while (begun_ < wishes_.size() && pools_[coming_].has(wishes_[begun_])) ++begun_;
      if (begun_ == wishes_.size() || time <= 0) return;
      under_way_ = wishes_[begun_++];
      under_way_layer_ = coming_;
      counters_.preloads[coming_] += 1;
      left_ = options_.load_time;
    }
  }

  // A router has decided: what is not there is waited for.
  void decide(std::int64_t layer, const std::int16_t* chosen) {
    Pool& pool = pools_[layer];
    missed_.clear();
    for (std::int64_t k = 0; k < n_.top_k; ++k) wanted_[chosen[k]] = 1;
    for (std::int64_t k = 0; k < n_.top_k; ++k) {
      const std::int32_t e = chosen[k];
      if (!pool.has(e)) {
        missed_.push_back(e);
        continue;
      }
      counters_.hits[layer] += 1;
      counters_.useful[layer] += pool.preloaded(e);
      pool.mark(e, false);
      pool.reference(e);
    }
    double stall = wait_for_preload(layer);
    for (const std::int32_t e : missed_) {
      counters_.demand[layer] += 1;
      stall += options_.load_time;
      take_in(pool, e);
    }
    counters_.stall[layer] += stall;
    for (std::int64_t k = 0; k < n_.top_k; ++k) wanted_[chosen[k]] = 0;
  }

  // What is to be preloaded for the decision of `layer`, the first first; what has not begun for the last one is dropped.
  void wish(std::int64_t layer, const std::int16_t* guesses) {
    for (const std::int32_t e : wishes_) held_[e] = 0;
    wishes_.clear();
    begun_ = 0;
    coming_ = layer;
    for (std::int64_t k = 0; k < n_.width; ++k) {
      if (guesses[k] < 0) continue;
      wishes_.push_back(guesses[k]);
      held_[guesses[k]] = 1;
    }
  }

 private:
  void take_in(Pool& pool, std::int32_t expert) {
    if (!pool.load(expert, wanted_)) pool.load(expert, nobody_);
  }

  void arrive(const std::vector<char>& pinned) {
    Pool& pool = pools_[under_way_layer_];
    if (!pool.has(under_way_) && pool.load(under_way_, pinned)) pool.mark(under_way_, true);
    under_way_ = -1;
  }

  // The time that a decision waits for the preload under way, which may be what it misses, or stand before that.
  double wait_for_preload(std::int64_t layer) {
    if (under_way_ < 0) return 0;
    const bool own = under_way_layer_ == layer;
    const auto found = std::find(missed_.begin(), missed_.end(), own ? under_way_ : -1);
    if (found != missed_.end()) {
      counters_.late[layer] += 1;
      take_in(pools_[layer], *found);
      missed_.erase(found);
      under_way_ = -1;
      return left_;
    }
    if (options_.gives_way) {
      under_way_ = -1;  // its turn has passed
      return 0;
    }
    if (missed_.empty()) return 0;
    counters_.caused[layer] += left_;
    arrive(own ? wanted_ : nobody_);
    return left_;
  }

  Shape n_;
  Options options_;
  Counters counters_;
  std::vector<Pool> pools_;
  std::int64_t coming_ = 0;            // the layer that guesses are for
  std::vector<std::int32_t> wishes_;   // the guesses, the first first
  std::size_t begun_ = 0;              // of them those that the link has dealt with
  std::int32_t under_way_ = -1;        // the preload that the link is moving
  std::int64_t under_way_layer_ = 0;
  double left_ = 0;                    // what it still takes
  std::vector<std::int32_t> missed_;
  std::vector<char> wanted_, nobody_;
  std::vector<char> held_;  // guesses, which do not leave for one another
};

void replay(Policy policy, const std::int16_t* experts, const Shape& n, const std::int32_t* slots,
            const std::int16_t* rankings, const std::int16_t* guesses, const Options& options,
            const Counters& counters) {
  Replay replay(policy, n, slots, options, counters);
  const std::vector<std::int64_t> next = policy == Policy::belady ? next_uses(experts, n) : std::vector<std::int64_t>{};
  for (std::int64_t d = 0; d < n.tokens * n.layers; ++d) {
    const std::int64_t layer = d % n.layers;
    const std::int16_t* chosen = experts + d * n.top_k;
    Pool& pool = replay.pool(layer);
    if (d) replay.compute();
    if (rankings) pool.set_ranking(rankings + d * n.experts);
    if (policy == Policy::belady)
      for (std::int64_t k = 0; k < n.top_k; ++k) pool.set_need(chosen[k], next[d * n.top_k + k]);
    replay.decide(layer, chosen);
    if (n.width && d + 1 < n.tokens * n.layers) replay.wish((d + 1) % n.layers, guesses + (d + 1) * n.width);
  }
}

}  // namespace

// Returns 0, or -1 for a policy that is not known here. Counters are [layers], zeroed by the caller.
extern "C" __attribute__((visibility("default"))) int flame_link_replay(
    std::int32_t policy, const std::int16_t* experts, const Shape* shape, const std::int32_t* slots,
    const std::int16_t* rankings, const std::int16_t* guesses, double load_time, std::int32_t gives_way,
    const Counters* counters) {
  if (policy < 0 || policy > 5) return -1;
  replay(static_cast<Policy>(policy), experts, *shape, slots, rankings, guesses, {load_time, gives_way != 0}, *counters);
  return 0;
}
