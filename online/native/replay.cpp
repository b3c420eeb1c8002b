// Replay of a routing trace through an expert buffer: the fast twin of the reference loop in online/pa_buf/decisions.py.
//
// Policies, order of references and counters are those of online/pa_buf/policies.py and decisions.py; tests compare the
// two event for event. Nothing is allocated per access.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "s3fifo.h"

namespace {

enum class Policy : std::int32_t { lru = 0, fifo = 1, lfu = 2, belady = 3, s3fifo = 4, cepr = 5, reuse = 6 };

struct Shape {
  std::int64_t tokens, layers, top_k, num_experts;
  std::int64_t width;         // predictions for each token and layer; 0 without a table
  std::int64_t steps, batch;  // order is [steps, batch]; batch 1 without an order is the trace's own
};

// Counters, [layers] each.
struct Counters {
  std::int64_t* hits;
  std::int64_t* demand_loads;
  std::int64_t* preloads;
  std::int64_t* useful_preloads;
};

// LRU with slots of its own for each layer and one expert a token. A layer's recency order is one 64-bit word of
// sixteen 4-bit expert ids, the latest lowest: an expert is resident when its place in the order is below the slots.
// Ids that were never referenced hold places too: with at most eight experts they start behind eight ids that no
// expert has, out of reach of any slot; with more they are masked by `seen`.
struct RecencyWord {
  std::uint64_t order;

  static constexpr std::uint64_t ones = 0x1111111111111111ull;
  static constexpr std::uint64_t few_experts = 0x76543210FEDCBA98ull;
  static constexpr std::uint64_t many_experts = 0xFEDCBA9876543210ull;

  // Moves an expert to the front; returns the bit offset of its former place.
  std::uint32_t touch(std::uint64_t expert) {
    const std::uint64_t difference = order ^ (expert * ones);
    const std::uint64_t zero = (difference - ones) & ~difference & (ones << 3);  // lowest set bit: the lowest match
    const std::uint32_t place = static_cast<std::uint32_t>(__builtin_ctzll(zero)) - 3;
    const std::uint64_t below = (std::uint64_t{1} << place) - 1;
    order = (order & ~((below << 4) | 0xF)) | ((order & below) << 4) | expert;
    return place;
  }
};

// `group` neighbouring layers at a time: their chains of dependence interleave, and their state stays in registers.
template <int group, bool with_table, bool masked>
void replay_recency_words(const std::int16_t* experts, const std::int16_t* predictions, const Shape& shape,
                          const std::int32_t* slots, std::int64_t first, Counters counters) {
  RecencyWord words[group];
  std::uint32_t seen[group], preloaded[group], resident_bits[group];
  std::int64_t hits[group], preloads[group], useful[group];
  for (int g = 0; g < group; ++g) {
    words[g].order = masked ? RecencyWord::many_experts : RecencyWord::few_experts;
    seen[g] = preloaded[g] = 0;
    hits[g] = preloads[g] = useful[g] = 0;
    resident_bits[g] = 4 * static_cast<std::uint32_t>(std::min<std::int64_t>(slots[first + g], shape.num_experts));
  }
  for (std::int64_t t = 0; t < shape.tokens; ++t) {
#pragma GCC unroll 4
    for (int g = 0; g < group; ++g) {
      const std::int64_t at = t * shape.layers + first + g;
      if (with_table) {
        const std::int32_t guess = predictions[at];
        if (guess >= 0) {
          const std::uint32_t bit = 1u << guess;
          const bool absent = words[g].touch(guess) >= resident_bits[g] || (masked && !(seen[g] & bit));
          preloads[g] += absent;
          preloaded[g] |= static_cast<std::uint32_t>(absent) << guess;
          if (masked) seen[g] |= bit;
        }
      }
      const std::int32_t expert = experts[at];
      const bool hit = words[g].touch(expert) < resident_bits[g] && (!masked || (seen[g] >> expert & 1));
      hits[g] += hit;
      if (with_table) {
        useful[g] += hit & (preloaded[g] >> expert & 1);
        preloaded[g] &= ~(1u << expert);
      }
      if (masked) seen[g] |= 1u << expert;
    }
  }
  for (int g = 0; g < group; ++g) {
    counters.hits[first + g] = hits[g];
    counters.demand_loads[first + g] = shape.tokens - hits[g];
    counters.preloads[first + g] = preloads[g];
    counters.useful_preloads[first + g] = useful[g];
  }
}

template <int group>
void replay_group(const std::int16_t* experts, const std::int16_t* predictions, const Shape& shape,
                  const std::int32_t* slots, std::int64_t first, Counters counters) {
  const bool masked = shape.num_experts > 8;
  auto* run = predictions ? (masked ? replay_recency_words<group, true, true> : replay_recency_words<group, true, false>)
                          : (masked ? replay_recency_words<group, false, true> : replay_recency_words<group, false, false>);
  run(experts, predictions, shape, slots, first, counters);
}

void replay_recent(const std::int16_t* experts, const std::int16_t* predictions, const Shape& shape,
                   const std::int32_t* slots, Counters counters) {
  std::int64_t layer = 0;
  for (; layer + 3 <= shape.layers; layer += 3) replay_group<3>(experts, predictions, shape, slots, layer, counters);
  for (; layer < shape.layers; ++layer) replay_group<1>(experts, predictions, shape, slots, layer, counters);
}

// Any of the policies, any pools, several experts a token, several predictions, several sequences.
class Buffer {
 public:
  Buffer(Policy policy, std::int64_t ids, std::int64_t pools, const std::int32_t* slots)
      : policy_(policy), slot_of_(ids, -1), pools_(pools), need_(policy == Policy::belady ? ids : 0, never),
        rank_(is_ranked(policy) ? ids : 0, never_ranked) {
    std::int32_t first = 0;
    for (std::int64_t p = 0; p < pools; ++p) {
      pools_[p] = {first, first, first + slots[p]};
      first += slots[p];
      if (policy == Policy::s3fifo) queues_.emplace_back(slots[p], ids);
    }
    slots_.resize(first);
  }

  static bool is_ranked(Policy policy) { return policy == Policy::cepr || policy == Policy::reuse; }

  static constexpr std::int64_t never = std::int64_t{1} << 60;
  static constexpr std::int32_t never_ranked = 1 << 30;
  static constexpr std::int64_t preloaded_before = std::int64_t{1} << 59;

  bool resident(std::int32_t id) const { return slot_of_[id] >= 0; }

  // The rankings of a layer, best first; of several an expert has the best place that any gives it.
  void forget_ranks(std::int32_t base, std::int64_t count) {
    std::fill(rank_.begin() + base, rank_.begin() + base + count, never_ranked);
  }
  void rank(std::int32_t base, const std::int16_t* ranking, std::int64_t count) {
    for (std::int64_t place = 0; place < count; ++place) {
      if (ranking[place] < 0) continue;
      std::int32_t& rank = rank_[base + ranking[place]];
      rank = std::min(rank, static_cast<std::int32_t>(place));
    }
  }

  void reference(std::int32_t id, std::int32_t pool_index) {
    if (policy_ == Policy::s3fifo) queues_[pool_index].referenced(id);
    Slot& slot = slots_[slot_of_[id]];
    slot.last = ++clock_;
    slot.references += 1;
  }

  // Returns whether the use is the first since a preload.
  bool use(std::int32_t id, std::int32_t pool_index) {
    reference(id, pool_index);
    Slot& slot = slots_[slot_of_[id]];
    const bool useful = slot.preloaded;
    slot.preloaded = false;
    return useful;
  }

  void set_need(std::int32_t id, std::int64_t need) { need_[id] = need; }

  // False when all residents are pinned (pin[id] == stamp); `stamp` 0 pins nobody.
  bool load(std::int32_t id, std::int32_t pool_index, bool preload, const std::vector<std::int64_t>& pin,
            std::int64_t stamp) {
    Pool& pool = pools_[pool_index];
    std::int32_t place;
    if (pool.filled < pool.end) {
      place = pool.filled++;
    } else if (policy_ == Policy::s3fifo) {
      const std::int32_t leaves =
          queues_[pool_index].victim([&](std::int32_t other) { return stamp && pin[other] == stamp; });
      if (leaves < 0) return false;
      queues_[pool_index].evicted(leaves);
      place = slot_of_[leaves];
      slot_of_[leaves] = -1;
    } else {
      place = -1;
      for (std::int32_t s = pool.begin; s < pool.end; ++s) {
        if (stamp && pin[slots_[s].id] == stamp) continue;
        if (place < 0 || before(slots_[s], slots_[place])) place = s;
      }
      if (place < 0) return false;
      slot_of_[slots_[place].id] = -1;
    }
    ++clock_;
    slots_[place] = {id, clock_, clock_, 1, preload};
    slot_of_[id] = place;
    if (policy_ == Policy::s3fifo) queues_[pool_index].loaded(id);
    return true;
  }

 private:
  struct Slot {
    std::int32_t id;
    std::int64_t last, loaded, references;
    bool preloaded;
  };
  struct Pool {
    std::int32_t begin, filled, end;
  };

  bool before(const Slot& a, const Slot& b) const {
    switch (policy_) {
      case Policy::fifo:
        return a.loaded < b.loaded;
      case Policy::lfu:
        if (a.references != b.references) return a.references < b.references;
        break;
      case Policy::belady:
        if (need_[a.id] != need_[b.id]) return need_[a.id] > need_[b.id];
        break;
      case Policy::cepr:
      case Policy::reuse:
        if (rank_[a.id] != rank_[b.id]) return rank_[a.id] > rank_[b.id];
        break;
      default:
        break;
    }
    return a.last < b.last;
  }

  Policy policy_;
  std::int64_t clock_ = 0;
  std::vector<std::int32_t> slot_of_;
  std::vector<Pool> pools_;
  std::vector<Slot> slots_;
  std::vector<std::int64_t> need_;
  std::vector<std::int32_t> rank_;
  std::vector<S3Queues> queues_;  // of each pool
};

// The experts that one decision preloads and uses, each once, in order of first mention.
struct Decision {
  std::vector<std::int32_t> guesses, wanted;

  void gather(const std::int16_t* experts, const std::int16_t* predictions, const std::int64_t* order,
              const Shape& shape, std::int64_t step, std::int64_t layer) {
    guesses.clear();
    wanted.clear();
    const auto base = static_cast<std::int32_t>(layer * shape.num_experts);
    auto add = [base](std::vector<std::int32_t>& list, std::int16_t expert) {
      if (expert >= 0 && std::find(list.begin(), list.end(), base + expert) == list.end()) list.push_back(base + expert);
    };
    // The best guess of every sequence comes before any second guess.
    for (std::int64_t w = 0; w < shape.width; ++w)
      for (std::int64_t b = 0; b < shape.batch; ++b) {
        const std::int64_t token = order ? order[step * shape.batch + b] : step;
        if (token >= 0) add(guesses, predictions[(token * shape.layers + layer) * shape.width + w]);
      }
    for (std::int64_t b = 0; b < shape.batch; ++b) {
      const std::int64_t token = order ? order[step * shape.batch + b] : step;
      if (token < 0) continue;
      for (std::int64_t k = 0; k < shape.top_k; ++k)
        add(wanted, experts[(token * shape.layers + layer) * shape.top_k + k]);
    }
  }
};

void replay_general(Policy policy, const std::int16_t* experts, const std::int16_t* predictions,
                    const std::int16_t* rankings, const std::int64_t* order, const Shape& shape, std::int64_t pools,
                    const std::int32_t* pool_of_layer, const std::int32_t* slots, Counters counters) {
  const std::int64_t ids = shape.layers * shape.num_experts;
  const std::int64_t decisions = shape.steps * shape.layers;
  Buffer buffer(policy, ids, pools, slots);
  Decision decision;

  // Belady: for each decision and each expert it mentions, that expert's next need, found in one pass backwards.
  struct Need {
    std::int64_t now, later;
  };
  std::vector<Need> needs;
  std::vector<std::int64_t> first_need;
  if (policy == Policy::belady) {
    std::vector<std::int64_t> coming(ids, Buffer::never);
    auto mention = [&](std::int32_t id, std::int64_t value) {
      needs.push_back({value, coming[id]});
      coming[id] = value;
    };
    for (std::int64_t d = decisions - 1; d >= 0; --d) {
      decision.gather(experts, predictions, order, shape, d / shape.layers, d % shape.layers);
      auto guessed = [&](std::int32_t id) {
        return std::find(decision.guesses.begin(), decision.guesses.end(), id) != decision.guesses.end();
      };
      for (std::size_t i = decision.wanted.size(); i-- > 0;)
        if (!guessed(decision.wanted[i])) mention(decision.wanted[i], d);
      for (std::size_t i = decision.guesses.size(); i-- > 0;) mention(decision.guesses[i], Buffer::preloaded_before + d);
    }
    for (std::int64_t id = 0; id < ids; ++id) buffer.set_need(static_cast<std::int32_t>(id), coming[id]);
  }

  std::vector<std::int64_t> pin(ids, 0);
  std::int64_t stamp = 0;
  std::vector<std::int32_t> missed;
  for (std::int64_t d = 0; d < decisions; ++d) {
    const std::int64_t step = d / shape.layers, layer = d % shape.layers;
    decision.gather(experts, predictions, order, shape, step, layer);
    const std::int32_t pool = pool_of_layer[layer];
    auto rank = [&] {
      const auto base = static_cast<std::int32_t>(layer * shape.num_experts);
      buffer.forget_ranks(base, shape.num_experts);
      for (std::int64_t b = 0; b < shape.batch; ++b) {
        const std::int64_t token = order ? order[step * shape.batch + b] : step;
        if (token >= 0)
          buffer.rank(base, rankings + (token * shape.layers + layer) * shape.num_experts, shape.num_experts);
      }
    };
    if (policy == Policy::cepr && rankings) rank();

    ++stamp;
    for (const std::int32_t id : decision.guesses) {
      if (buffer.resident(id)) {
        buffer.reference(id, pool);
      } else if (buffer.load(id, pool, true, pin, stamp)) {
        counters.preloads[layer] += 1;
      }
      pin[id] = stamp;
    }

    // The router has decided: what is resident now is a hit, for every token that wants it.
    ++stamp;
    for (const std::int32_t id : decision.wanted) pin[id] = stamp;
    for (std::int64_t b = 0; b < shape.batch; ++b) {
      const std::int64_t token = order ? order[step * shape.batch + b] : step;
      if (token < 0) continue;
      for (std::int64_t k = 0; k < shape.top_k; ++k) {
        const std::int16_t expert = experts[(token * shape.layers + layer) * shape.top_k + k];
        counters.hits[layer] += buffer.resident(static_cast<std::int32_t>(layer * shape.num_experts) + expert);
      }
    }
    if (policy == Policy::belady) {
      // Mentions were pushed in exactly the reverse of this order.
      for (const std::int32_t id : decision.guesses) {
        buffer.set_need(id, needs.back().later);
        needs.pop_back();
      }
      for (const std::int32_t id : decision.wanted)
        if (std::find(decision.guesses.begin(), decision.guesses.end(), id) == decision.guesses.end()) {
          buffer.set_need(id, needs.back().later);
          needs.pop_back();
        }
    }
    missed.clear();
    for (const std::int32_t id : decision.wanted) {
      if (buffer.resident(id)) {
        counters.useful_preloads[layer] += buffer.use(id, pool);
      } else {
        missed.push_back(id);
      }
    }
    if (policy == Policy::reuse) rank();
    for (const std::int32_t id : missed) {
      counters.demand_loads[layer] += 1;
      // Experts of this decision leave only when nobody else can: they have been computed by then.
      if (!buffer.load(id, pool, false, pin, stamp)) buffer.load(id, pool, false, pin, 0);
    }
  }
}

}  // namespace

extern "C" {

// `rankings` [tokens, layers, num_experts] are for cepr (made before each decision, or null) and reuse (after it).
// Returns 0, or -1 for a policy that is not known here. Counters are [layers], zeroed by the caller.
__attribute__((visibility("default"))) int flame_replay(
    std::int32_t policy, const std::int16_t* experts, std::int64_t tokens, std::int64_t layers, std::int64_t top_k,
    std::int64_t num_experts, const std::int16_t* predictions, std::int64_t width, const std::int16_t* rankings,
    const std::int64_t* order, std::int64_t steps, std::int64_t batch, std::int64_t pools, const std::int32_t* pool_of_layer,
    const std::int32_t* slots, std::int64_t* hits, std::int64_t* demand_loads, std::int64_t* preloads,
    std::int64_t* useful_preloads) {
  if (policy < 0 || policy > 6) return -1;
  const Shape shape{tokens, layers, top_k, num_experts, width, steps, batch};
  const Counters counters{hits, demand_loads, preloads, useful_preloads};
  bool own_pools = pools == layers;
  for (std::int64_t l = 0; own_pools && l < layers; ++l) own_pools = pool_of_layer[l] == l;
  if (policy == 0 && own_pools && top_k == 1 && num_experts <= 16 && width <= 1 && batch == 1 && !order) {
    replay_recent(experts, width ? predictions : nullptr, shape, slots, counters);
  } else {
    replay_general(static_cast<Policy>(policy), experts, predictions, rankings, order, shape, pools, pool_of_layer,
                   slots, counters);
  }
  return 0;
}
}
