// Replay of a trace over a link that takes time (`online/pa_buf/link_replay.py` says what is meant).
//
// Every layer has slots of its own. Time counts in layers: a layer of a token computes for 1, a load takes `load_time`.
// The link moves one expert after another. While a layer computes, the link preloads what the guesses name for the
// decisions to come; a preload that has begun is finished, one that has not is dropped when new guesses are made.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "s3fifo.h"

namespace {

enum class Policy : std::int32_t { lru = 0, fifo = 1, lfu = 2, s3fifo = 3, ranked = 4, belady = 5 };

struct Shape {
  std::int64_t tokens, layers, top_k, experts;
  std::int64_t leads, width;  // guesses are [leads, tokens, layers, width]
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

struct Wish {
  std::int64_t layer;
  std::int32_t expert;
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

void replay(Policy policy, const std::int16_t* experts, const Shape& n, const std::int32_t* slots,
            const std::int16_t* rankings, const std::int16_t* guesses, double load_time, const Counters& counters) {
  std::vector<Pool> pools;
  for (std::int64_t l = 0; l < n.layers; ++l) pools.emplace_back(policy, slots[l], n.experts);
  const std::vector<std::int64_t> next = policy == Policy::belady ? next_uses(experts, n) : std::vector<std::int64_t>{};
  std::vector<Wish> wishes;
  std::size_t sent = 0;          // wishes that the link has dealt with
  Wish under_way{-1, -1};        // the preload that the link is moving
  double arrives = 0, now = 0, idle_from = 0;  // of the preload under way; of the decoding; of the link
  std::vector<std::vector<char>> held(n.layers, std::vector<char>(n.experts, 0));
  const std::vector<char> nobody(n.experts, 0);
  std::vector<char> wanted(n.experts, 0);

  auto arrive = [&](const std::vector<char>& pinned) {
    Pool& pool = pools[under_way.layer];
    if (!pool.has(under_way.expert) && pool.load(under_way.expert, pinned)) {
      pool.mark(under_way.expert, true);
    }
    under_way.layer = -1;
  };
  // What the link does until `now`.
  auto advance = [&] {
    for (;;) {
      if (under_way.layer >= 0) {
        if (arrives > now) return;
        arrive(held[under_way.layer]);
      }
      while (sent < wishes.size() && pools[wishes[sent].layer].has(wishes[sent].expert)) ++sent;
      if (sent == wishes.size() || idle_from >= now) return;
      under_way = wishes[sent++];
      counters.preloads[under_way.layer] += 1;
      arrives = idle_from = idle_from + load_time;
    }
  };

  for (std::int64_t d = 0; d < n.tokens * n.layers; ++d) {
    const std::int64_t layer = d % n.layers;
    const std::int16_t* chosen = experts + d * n.top_k;
    Pool& pool = pools[layer];
    advance();
    for (const Wish& wish : wishes) held[wish.layer][wish.expert] = 0;
    wishes.clear();
    sent = 0;

    for (std::int64_t k = 0; k < n.top_k; ++k) wanted[chosen[k]] = 1;
    if (rankings) pool.set_ranking(rankings + d * n.experts);
    if (policy == Policy::belady)
      for (std::int64_t k = 0; k < n.top_k; ++k) pool.set_need(chosen[k], next[d * n.top_k + k]);
    std::vector<std::int32_t> missed;
    for (std::int64_t k = 0; k < n.top_k; ++k) {
      const std::int32_t e = chosen[k];
      if (!pool.has(e)) {
        missed.push_back(e);
        continue;
      }
      counters.hits[layer] += 1;
      counters.useful[layer] += pool.preloaded(e);
      pool.mark(e, false);
      pool.reference(e);
    }
    const double asked = now;
    if (under_way.layer >= 0 && !missed.empty()) {  // a transfer that has begun is finished first
      const bool helps = under_way.layer == layer && wanted[under_way.expert];
      if (!helps) counters.caused[layer] += arrives - now;
      now = arrives;
      if (helps) {
        counters.late[layer] += 1;
        missed.erase(std::find(missed.begin(), missed.end(), under_way.expert));
        if (!pool.load(under_way.expert, wanted)) pool.load(under_way.expert, nobody);
        under_way.layer = -1;
      } else {
        arrive(under_way.layer == layer ? wanted : nobody);
      }
    }
    for (const std::int32_t e : missed) {
      counters.demand[layer] += 1;
      now += load_time;
      if (!pool.load(e, wanted)) pool.load(e, nobody);
    }
    if (under_way.layer < 0) idle_from = std::max(idle_from, now);
    counters.stall[layer] += now - asked;
    for (std::int64_t k = 0; k < n.top_k; ++k) wanted[chosen[k]] = 0;

    for (std::int64_t lead = 1; lead <= n.leads && d + lead < n.tokens * n.layers; ++lead)
      for (std::int64_t w = 0; w < n.width; ++w) {
        const std::int16_t e = guesses[((lead - 1) * n.tokens * n.layers + d + lead) * n.width + w];
        if (e < 0) continue;
        wishes.push_back({(d + lead) % n.layers, e});
        held[(d + lead) % n.layers][e] = 1;
      }
    now += 1;
  }
}

}  // namespace

// Returns 0, or -1 for a policy that is not known here. Counters are [layers], zeroed by the caller.
extern "C" __attribute__((visibility("default"))) int flame_link_replay(
    std::int32_t policy, const std::int16_t* experts, const Shape* shape, const std::int32_t* slots,
    const std::int16_t* rankings, const std::int16_t* guesses, double load_time, const Counters* counters) {
  if (policy < 0 || policy > 5) return -1;
  replay(static_cast<Policy>(policy), experts, *shape, slots, rankings, guesses, load_time, *counters);
  return 0;
}
