#include "stream_predictor.h"

#include <algorithm>

namespace flame_stream {

Table::Table(const std::int16_t* symbols, std::int64_t count, int top_k, int num_experts, const Level* levels,
             const std::int64_t* first, int layers)
    : symbols_(symbols), count_(count), top_k_(top_k), num_experts_(num_experts),
      seen_(static_cast<std::size_t>(num_experts), 0) {
  for (int i = 0; i < layers; ++i) {
    layers_.emplace_back(levels + first[i], levels + first[i + 1]);
    known_layers_ = std::max(known_layers_, static_cast<int>(layers_.back().size()) - 1);
  }
}

int Table::symbol(const std::int64_t* experts, std::vector<std::int64_t>& sorted) const {
  sorted.assign(experts, experts + top_k_);
  std::sort(sorted.begin(), sorted.end());
  std::int64_t low = 0, high = count_;
  while (low < high) {
    const std::int64_t middle = (low + high) / 2;
    const std::int16_t* const row = symbols_ + middle * top_k_;
    if (std::lexicographical_compare(row, row + top_k_, sorted.begin(), sorted.end())) low = middle + 1;
    else high = middle;
  }
  const std::int16_t* const row = symbols_ + low * top_k_;
  return low < count_ && std::equal(row, row + top_k_, sorted.begin()) ? static_cast<int>(low) : -1;
}

void Table::predict(int layer, const int* context, std::size_t entries, int top, std::vector<int>& ranked) {
  const auto& levels = layers_[static_cast<std::size_t>(layer)];
  std::int64_t rows[64] = {0};  // of the suffixes that were seen, shortest first
  std::size_t seen = 1;
  const std::size_t longest = std::min({entries, levels.size() - 1, std::size_t{63}});
  for (std::size_t m = 1; m <= longest; ++m) {
    const int symbol = context[entries - m];
    if (symbol < 0) break;
    const Level& level = levels[m];
    const std::int64_t key = rows[m - 1] * count_ + symbol;
    const std::int64_t* const at = std::lower_bound(level.keys, level.keys + level.contexts, key);
    if (at == level.keys + level.contexts || *at != key) break;
    rows[seen++] = at - level.keys;
  }
  ++now_;
  ranked.clear();
  const auto add = [&](int expert) {
    if (seen_[static_cast<std::size_t>(expert)] == now_) return;
    seen_[static_cast<std::size_t>(expert)] = now_;
    ranked.push_back(expert);
  };
  for (std::size_t m = seen; m-- > 0 && static_cast<int>(ranked.size()) < top;) {
    const Level& level = levels[m];
    for (std::int64_t i = level.starts[rows[m]]; i < level.starts[rows[m] + 1]; ++i) add(level.experts[i]);
  }
  for (int expert = 0; expert < num_experts_ && static_cast<int>(ranked.size()) < top; ++expert) add(expert);
  if (static_cast<int>(ranked.size()) > top) ranked.resize(static_cast<std::size_t>(top));
}

void Paths::clear() {
  entries_.clear();
  prompt_.clear();
}

int Paths::prompt_tokens() const {
  return std::max(1, (static_cast<int>(known_) + layers_ - 1) / layers_);
}

void Paths::extend(const std::vector<int>& newest) {
  if (entries_.size() != newest.size()) entries_.assign(newest.size(), {});
  for (std::size_t i = 0; i < newest.size(); ++i) {
    auto& path = entries_[i];
    path.push_back(newest[i]);
    if (path.size() >= 2 * known_ + 64) path.erase(path.begin(), path.end() - static_cast<std::ptrdiff_t>(known_));
  }
}

void Paths::read_prompt(int layer, const std::vector<int>& history, int sequences, int kept, int tokens) {
  if (layer == 0) prompt_.clear();
  prompt_.push_back(history);
  if (layer != layers_ - 1 || static_cast<int>(prompt_.size()) != layers_) return;
  if (kept < tokens) entries_.clear();  // entries between the path and these are not known
  std::vector<int> newest(static_cast<std::size_t>(sequences));
  for (int token = 0; token < kept; ++token)
    for (const auto& of_layer : prompt_) {
      for (int i = 0; i < sequences; ++i)
        newest[static_cast<std::size_t>(i)] = of_layer[static_cast<std::size_t>(i * kept + token)];
      extend(newest);
    }
}

const int* Paths::context(int sequences, int i, std::size_t& entries) const {
  entries = 0;
  if (static_cast<int>(entries_.size()) != sequences) return nullptr;
  const auto& path = entries_[static_cast<std::size_t>(i)];
  entries = std::min(path.size(), known_);
  return path.data() + (path.size() - entries);
}

}  // namespace flame_stream
