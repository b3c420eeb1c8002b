// Rankings of a factorised table (`flame/factorised_table.py`), one layer at a time, equal to NumPy in every bit.
//
// What happens: a token opens (its row and the memories of earlier tokens make the state), then for each layer its
// experts are ranked and, once the router has decided, the chosen experts' rows are added to the state and memories.

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <unordered_map>
#include <vector>

namespace {

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define FLAME_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FLAME_CLONES
#endif

constexpr int unit_bits = 16, hidden_bits = 4, hidden_most = 255;
constexpr int moving_shift = 4, likelihood_shift = 12, likelihood_steps = 256, wait_shift = 3;
constexpr std::int32_t one_likelihood = 1 << 12;

enum Kind : std::int32_t { earlier_layer = 0, earlier_token = 1, recent = 2, again = 3 };

// sum[c] += rows of int8 entries, `width` wide, chosen by `ids`; afterwards into[c] += sum[c] << shifts[c].
FLAME_CLONES void add_rows(const std::int8_t* entries, const std::int32_t* shifts, std::int64_t width,
                           const std::int16_t* ids, std::int64_t count, std::int32_t* sum, std::int32_t* into) {
  std::memset(sum, 0, static_cast<std::size_t>(width) * sizeof(std::int32_t));
  for (std::int64_t k = 0; k < count; ++k) {
    if (ids[k] < 0) continue;  // not decided yet
    const std::int8_t* row = entries + ids[k] * width;
    for (std::int64_t c = 0; c < width; ++c) sum[c] += row[c];
  }
  for (std::int64_t c = 0; c < width; ++c) into[c] += static_cast<std::int32_t>(static_cast<std::uint32_t>(sum[c]) << shifts[c]);
}

// The positive part of the state times the output rows; rows of units at rest are skipped.
FLAME_CLONES void add_products(const std::int8_t* entries, const std::int32_t* state, const std::int32_t* bias,
                               std::int64_t width, std::int64_t experts, std::int32_t* sum) {
  std::memset(sum, 0, static_cast<std::size_t>(experts) * sizeof(std::int32_t));
  for (std::int64_t d = 0; d < width; ++d) {
    const std::int32_t positive = std::clamp((state[d] + bias[d]) >> (unit_bits - hidden_bits), 0, hidden_most);
    if (!positive) continue;
    const std::int8_t* row = entries + d * experts;
    for (std::int64_t c = 0; c < experts; ++c) sum[c] += positive * row[c];
  }
}

// sum[c] = the token's row times the rows of `entries`.
FLAME_CLONES void add_multiples(const std::int8_t* token, std::int64_t rank, const std::int8_t* entries,
                                std::int64_t columns, std::int32_t* sum) {
  std::memset(sum, 0, static_cast<std::size_t>(columns) * sizeof(std::int32_t));
  for (std::int64_t r = 0; r < rank; ++r) {
    const std::int32_t value = token[r];
    if (!value) continue;
    for (std::int64_t c = 0; c < columns; ++c) sum[c] += value * entries[r * columns + c];
  }
}

FLAME_CLONES void forget(std::int32_t* memory, std::int32_t rate, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) memory[i] -= memory[i] >> rate;
}

std::int32_t shifted(std::int32_t value, std::int32_t shift) {
  return shift >= 0 ? static_cast<std::int32_t>(static_cast<std::uint32_t>(value) << shift) : value >> -shift;
}

struct Rows {
  const std::int8_t* entries;
  std::vector<std::int32_t> shifts;

  Rows(const std::int8_t* entries, const std::int8_t* exponents, std::int64_t count, int offset)
      : entries(entries), shifts(exponents, exponents + count) {
    for (std::int32_t& shift : shifts) shift += offset;
  }
};

struct Evidence {
  std::int32_t kind, distance, neighbour, step;
};

struct Sizes {
  std::int64_t layers, experts, width, top_k, evidence, rates, rank, vocabulary, bias_step, after_decision;
};

struct Tables {
  const std::int8_t *direct, *direct_exponents, *path, *path_exponents, *history, *history_exponents, *output,
      *output_exponents, *tokens, *tokens_exponents, *mix, *mix_exponents, *token_votes, *token_votes_exponents;
  const std::int32_t *bias, *hidden_bias, *vocabulary, *evidence, *rates, *likelihoods;
};

class Ranker {
 public:
  Ranker(const Sizes& n, const Tables& t)
      : n_(n),
        tables_(t),
        evidence_(reinterpret_cast<const Evidence*>(t.evidence), reinterpret_cast<const Evidence*>(t.evidence) + n.evidence),
        rates_(t.rates, t.rates + n.rates),
        direct_(t.direct, t.direct_exponents, n.evidence * n.layers * n.experts, unit_bits),
        path_(t.path, t.path_exponents, n.layers * n.width, unit_bits),
        history_(t.history, t.history_exponents, n.rates * n.layers * n.width, unit_bits),
        output_(t.output, t.output_exponents, n.layers * n.experts, unit_bits - hidden_bits),
        mix_(t.mix, t.mix_exponents, 2 * n.width, unit_bits),
        token_votes_(t.token_votes, t.token_votes_exponents, 2 * n.layers * n.experts, unit_bits),
        state_(n.width),
        memory_(n.rates * n.width),
        added_(n.rates * n.width),
        recent_(n.evidence * n.layers * n.experts),
        votes_(n.experts),
        sum_(std::max(n.experts, n.width)),
        wrong_(n.experts),
        keys_(n.experts) {
    for (const Evidence& source : evidence_) moving_.emplace_back(source.step ? n.layers * n.experts * n.experts : 0);
    if (n.bias_step) moving_bias_.resize(n.layers * n.experts);
    likely_.resize(n.experts);
    if (n.after_decision && learns_on()) thought_.resize(n.layers * n.experts);
    begin();
  }

  // A new example: nothing of the one before is remembered.
  void begin() {
    std::fill(memory_.begin(), memory_.end(), 0);
    std::fill(added_.begin(), added_.end(), 0);
    std::fill(recent_.begin(), recent_.end(), 0);
    for (auto& rows : moving_) std::fill(rows.begin(), rows.end(), 0);
    std::fill(moving_bias_.begin(), moving_bias_.end(), 0);
    voted_ = -1;
    paths_.clear();
    latest_.clear();
    row_before_ = row_ = 0;
    again_ = -1;
  }

  // The next token enters; `id` below 0 is not known.
  void token(std::int32_t id) {
    voted_ = -1;
    const std::int64_t place = tokens();
    if (place > 0) {
      for (std::int64_t r = 0; r < n_.rates; ++r) {
        std::int32_t *memory = &memory_[r * n_.width], *added = &added_[r * n_.width];
        if (rates_[r]) {
          forget(memory, rates_[r], n_.width);
        } else {
          std::fill(memory, memory + n_.width, 0);
        }
        for (std::int64_t d = 0; d < n_.width; ++d) memory[d] += added[d];
      }
      std::fill(added_.begin(), added_.end(), 0);
    }
    paths_.resize(paths_.size() + n_.layers * n_.top_k, -1);
    row_before_ = place > 0 ? row_ : 0;
    const std::int32_t* end = tables_.vocabulary + n_.vocabulary;
    const std::int32_t* found = std::lower_bound(tables_.vocabulary, end, id);
    row_ = id >= 0 && found != end && *found == id ? found - tables_.vocabulary + 1 : 0;
    again_ = -1;
    if (id >= 0) {
      const auto known = latest_.find(id);
      if (known != latest_.end()) again_ = known->second;
      latest_[id] = place;
    }
    std::fill(state_.begin(), state_.end(), 0);
    open(0, row_);
    open(1, row_before_);
    for (std::int64_t r = 0; r < n_.rates; ++r)
      for (std::int64_t d = 0; d < n_.width; ++d) state_[d] += memory_[r * n_.width + d];
  }

  // The best `top` experts of a layer.
  void rank(std::int64_t layer, std::int64_t top, std::int16_t* out) {
    if (voted_ != layer) vote(layer);
    for (std::int64_t e = 0; e < n_.experts; ++e)
      keys_[e] = (static_cast<std::int64_t>(votes_[e]) << 16) | (0xFFFF - e);
    if (top * 4 > n_.experts) {  // a heap is slower than sorting everything
      std::sort(keys_.begin(), keys_.end(), std::greater<std::int64_t>());
    } else {
      std::partial_sort(keys_.begin(), keys_.begin() + top, keys_.end(), std::greater<std::int64_t>());
    }
    for (std::int64_t k = 0; k < top; ++k) out[k] = static_cast<std::int16_t>(0xFFFF - (keys_[k] & 0xFFFF));
  }

  void decided(std::int64_t layer, const std::int16_t* experts) {
    if (learns_on() && !n_.after_decision) learn_on(layer, experts);
    voted_ = -1;
    std::copy(experts, experts + n_.top_k, paths_.begin() + ((tokens() - 1) * n_.layers + layer) * n_.top_k);
    const std::int64_t block = n_.experts * n_.width;
    add_rows(path_.entries + layer * block, &path_.shifts[layer * n_.width], n_.width, experts, n_.top_k, sum_.data(),
             state_.data());
    for (std::int64_t r = 0; r < n_.rates; ++r) {
      const std::int64_t at = r * n_.layers + layer;
      add_rows(history_.entries + at * block, &history_.shifts[at * n_.width], n_.width, experts, n_.top_k, sum_.data(),
               &added_[r * n_.width]);
    }
    for (std::int64_t i = 0; i < n_.evidence; ++i) {
      if (evidence_[i].kind != recent) continue;
      std::int32_t* memory = &recent_[(i * n_.layers + layer) * n_.experts];
      forget(memory, evidence_[i].distance, n_.experts);
      add_direct(i, layer, experts, memory);
    }
    if (learns_on() && n_.after_decision) learn_reuse(layer, experts);
  }

  const Sizes& sizes() const { return n_; }

 private:
  std::int64_t tokens() const { return static_cast<std::int64_t>(paths_.size()) / (n_.layers * n_.top_k); }

  const std::int16_t* entry(std::int64_t token, std::int64_t layer) const {
    return &paths_[(token * n_.layers + layer) * n_.top_k];
  }

  void open(std::int64_t which, std::int64_t row) {
    add_token(which, row, mix_.entries + which * n_.rank * n_.width, &mix_.shifts[which * n_.width], n_.width,
              state_.data());
  }

  // into += the token's row times `entries` [rank, columns].
  void add_token(std::int64_t which, std::int64_t row, const std::int8_t* entries, const std::int32_t* shifts,
                 std::int64_t columns, std::int32_t* into) {
    const std::int8_t* token = tables_.tokens + (which * (n_.vocabulary + 1) + row) * n_.rank;
    const std::int32_t exponent = tables_.tokens_exponents[which * n_.rank];
    add_multiples(token, n_.rank, entries, columns, sum_.data());
    for (std::int64_t c = 0; c < columns; ++c) into[c] += shifted(sum_[c], shifts[c] + exponent);
  }

  bool learns_on() const {
    return n_.bias_step || std::any_of(evidence_.begin(), evidence_.end(), [](const Evidence& e) { return e.step; });
  }

  // Whose rows a layer's moving evidence takes at a token; null for none.
  const std::int16_t* voters(const Evidence& source, std::int64_t layer, std::int64_t now) const {
    if (source.kind == earlier_layer) return layer >= source.distance ? entry(now, layer - source.distance) : nullptr;
    const std::int64_t beside = layer + source.neighbour;
    return now >= source.distance && beside < n_.layers ? entry(now - source.distance, beside) : nullptr;
  }

  // Into likely_: how likely the votes make each expert.
  void look_up() {
    for (std::int64_t e = 0; e < n_.experts; ++e) {
      const std::int32_t place = (votes_[e] >> likelihood_shift) + likelihood_steps / 2;
      likely_[e] = tables_.likelihoods[std::clamp(place, 0, likelihood_steps - 1)];
    }
  }

  // What was right moves the rows that voted, and the bias.
  void learn_on(std::int64_t layer, const std::int16_t* experts) {
    if (voted_ != layer) vote(layer);
    look_up();
    for (std::int64_t e = 0; e < n_.experts; ++e) wrong_[e] = -likely_[e];
    for (std::int64_t k = 0; k < n_.top_k; ++k) wrong_[experts[k]] += one_likelihood;
    move_voters(layer, tokens() - 1);
  }

  // The same after the decision: what the layer now wants, and is thought to want again, was right a token ago.
  void learn_reuse(std::int64_t layer, const std::int16_t* experts) {
    vote(layer);
    look_up();
    std::int32_t* thought = &thought_[layer * n_.experts];
    if (tokens() > 1) {
      for (std::int64_t e = 0; e < n_.experts; ++e) wrong_[e] = likely_[e] - (likely_[e] >> wait_shift);
      for (std::int64_t k = 0; k < n_.top_k; ++k) wrong_[experts[k]] = one_likelihood;
      for (std::int64_t e = 0; e < n_.experts; ++e) wrong_[e] -= thought[e];
      move_voters(layer, tokens() - 2);
    }
    std::copy(likely_.begin(), likely_.end(), thought);
  }

  void move_voters(std::int64_t layer, std::int64_t token) {
    if (n_.bias_step) move(&moving_bias_[layer * n_.experts], n_.bias_step);
    for (std::int64_t i = 0; i < n_.evidence; ++i) {
      const std::int16_t* who = evidence_[i].step ? voters(evidence_[i], layer, token) : nullptr;
      for (std::int64_t k = 0; who && k < n_.top_k; ++k)
        if (who[k] >= 0) move(&moving_[i][(layer * n_.experts + who[k]) * n_.experts], evidence_[i].step);
    }
  }

  void move(std::int16_t* row, std::int64_t step) {
    for (std::int64_t e = 0; e < n_.experts; ++e)
      row[e] = static_cast<std::int16_t>(std::clamp(row[e] + (wrong_[e] >> step), -32768, 32767));
  }

  void add_moving(std::int64_t layer) {
    for (std::int64_t e = 0; n_.bias_step && e < n_.experts; ++e)
      votes_[e] += moving_bias_[layer * n_.experts + e] * (1 << moving_shift);
    for (std::int64_t i = 0; i < n_.evidence; ++i) {
      const std::int16_t* who = evidence_[i].step ? voters(evidence_[i], layer, tokens() - 1) : nullptr;
      for (std::int64_t k = 0; who && k < n_.top_k; ++k) {
        if (who[k] < 0) continue;
        const std::int16_t* row = &moving_[i][(layer * n_.experts + who[k]) * n_.experts];
        for (std::int64_t e = 0; e < n_.experts; ++e) votes_[e] += row[e] * (1 << moving_shift);
      }
    }
  }

  void add_direct(std::int64_t i, std::int64_t layer, const std::int16_t* experts, std::int32_t* into) {
    const std::int64_t at = i * n_.layers + layer;
    add_rows(direct_.entries + at * n_.experts * n_.experts, &direct_.shifts[at * n_.experts], n_.experts, experts,
             n_.top_k, sum_.data(), into);
  }

  void vote(std::int64_t layer) {
    std::copy(tables_.bias + layer * n_.experts, tables_.bias + (layer + 1) * n_.experts, votes_.begin());
    const std::int64_t now = tokens() - 1;
    for (std::int64_t i = 0; i < n_.evidence; ++i) {
      const Evidence& source = evidence_[i];
      const std::int64_t beside = layer + source.neighbour;
      if (source.kind == earlier_layer && layer >= source.distance) {
        add_direct(i, layer, entry(now, layer - source.distance), votes_.data());
      } else if (source.kind == earlier_token && now >= source.distance && beside < n_.layers) {
        add_direct(i, layer, entry(now - source.distance, beside), votes_.data());
      } else if (source.kind == again && again_ >= 0) {
        add_direct(i, layer, entry(again_, layer), votes_.data());
      } else if (source.kind == recent) {
        const std::int32_t* memory = &recent_[(i * n_.layers + layer) * n_.experts];
        for (std::int64_t e = 0; e < n_.experts; ++e) votes_[e] += memory[e];
      }
    }
    for (std::int64_t which = 0; which < 2; ++which) {
      const std::int64_t at = which * n_.layers + layer;
      add_token(which, which ? row_before_ : row_, token_votes_.entries + at * n_.rank * n_.experts,
                &token_votes_.shifts[at * n_.experts], n_.experts, votes_.data());
    }
    add_products(output_.entries + layer * n_.width * n_.experts, state_.data(),
                 tables_.hidden_bias + layer * n_.width, n_.width, n_.experts, sum_.data());
    for (std::int64_t e = 0; e < n_.experts; ++e)
      votes_[e] += shifted(sum_[e], output_.shifts[layer * n_.experts + e]);
    add_moving(layer);
    voted_ = layer;
  }

  Sizes n_;
  Tables tables_;
  std::vector<Evidence> evidence_;
  std::vector<std::int32_t> rates_;
  Rows direct_, path_, history_, output_, mix_, token_votes_;
  std::vector<std::int32_t> state_, memory_, added_, recent_, votes_, sum_, wrong_, likely_;
  std::vector<std::int32_t> thought_;  // after decisions: how likely each layer's experts were made by the last votes
  std::vector<std::int64_t> keys_;
  std::vector<std::int16_t> paths_;  // the example's choices so far
  std::unordered_map<std::int32_t, std::int64_t> latest_;
  std::vector<std::vector<std::int16_t>> moving_;  // what rows have learnt in the example, by evidence
  std::vector<std::int16_t> moving_bias_;
  std::int64_t row_ = 0, row_before_ = 0, again_ = -1;
  std::int64_t voted_ = -1;  // the layer that the votes are of, while nothing has been decided since
};

}  // namespace

#define FLAME_EXPORT extern "C" __attribute__((visibility("default")))

// The tables stay the caller's and must outlive the ranker.
FLAME_EXPORT void* flame_factorised_new(const Sizes* sizes, const Tables* tables) { return new Ranker(*sizes, *tables); }
FLAME_EXPORT void flame_factorised_free(void* ranker) { delete static_cast<Ranker*>(ranker); }
FLAME_EXPORT void flame_factorised_begin(void* ranker) { static_cast<Ranker*>(ranker)->begin(); }
FLAME_EXPORT void flame_factorised_token(void* ranker, std::int32_t id) { static_cast<Ranker*>(ranker)->token(id); }
FLAME_EXPORT void flame_factorised_rank(void* ranker, std::int64_t layer, std::int64_t top, std::int16_t* out) {
  static_cast<Ranker*>(ranker)->rank(layer, top, out);
}
FLAME_EXPORT void flame_factorised_decided(void* ranker, std::int64_t layer, const std::int16_t* experts) {
  static_cast<Ranker*>(ranker)->decided(layer, experts);
}

// Every ranking of a trace: experts [tokens, layers, top_k], out [tokens, layers, top]. A layer is ranked when the router
// `lead` layers before it has decided (the first `lead` layers when the token has entered), or after its own decision.
FLAME_EXPORT void flame_factorised_trace(void* handle, const std::int16_t* experts, const std::int32_t* token_ids,
                                         const std::int64_t* example_ptr, std::int64_t examples,
                                         std::int64_t lead, std::int64_t top, std::int16_t* out) {
  Ranker& ranker = *static_cast<Ranker*>(handle);
  const Sizes& n = ranker.sizes();
  if (n.after_decision) lead = 0;
  for (std::int64_t example = 0; example < examples; ++example) {
    ranker.begin();
    for (std::int64_t t = example_ptr[example]; t < example_ptr[example + 1]; ++t) {
      ranker.token(token_ids ? token_ids[t] : -1);
      const auto rank = [&](std::int64_t layer) {
        ranker.rank(layer, top, out + (t * n.layers + layer) * top);
      };
      for (std::int64_t layer = 0; layer < std::min(lead, n.layers); ++layer) rank(layer);
      for (std::int64_t layer = 0; layer < n.layers; ++layer) {
        ranker.decided(layer, experts + (t * n.layers + layer) * n.top_k);
        const std::int64_t ahead = layer + lead;
        if (ahead < n.layers) rank(ahead);
      }
    }
  }
}
