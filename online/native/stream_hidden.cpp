#include "stream_hidden.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "nm_activation.h"

namespace flame_stream {
namespace {

// A state by its root mean square.
void normalise(const float* state, std::size_t count, float* read) {
  float sums[16] = {};
  const std::size_t whole = count / 16 * 16;
  for (std::size_t i = 0; i < whole; i += 16)
    for (std::size_t k = 0; k < 16; ++k) sums[k] += state[i + k] * state[i + k];
  for (std::size_t i = whole; i < count; ++i) sums[i - whole] += state[i] * state[i];
  const float squares = std::accumulate(sums, sums + 16, 0.0f);
  const float root = std::sqrt(squares / static_cast<float>(count) + 1e-6f);
  for (std::size_t i = 0; i < count; ++i) read[i] = state[i] / root;
}

float* room(std::vector<float>& numbers, std::size_t count) {
  if (numbers.size() < count) numbers.resize(count);
  return numbers.data();
}

}  // namespace

// On the calling thread: a map has kilobytes, and to wake another takes as long as to read them.
void HiddenMaps::rank(int layer, const float* states, int sequences, int top, flame_nm::InstructionSet set,
                      std::vector<std::vector<int>>& rankings) {
  const HiddenMap& map = maps_[static_cast<std::size_t>(layer)];
  const auto tokens = static_cast<std::size_t>(sequences), width = static_cast<std::size_t>(map.scores.cols);
  const auto experts = static_cast<std::size_t>(map.scores.rows);
  float* const read = room(read_, tokens * width);
  for (std::size_t i = 0; i < tokens; ++i) normalise(states + i * width, width, read + i * width);
  float* const scores = room(scores_, tokens * experts);
  flame_nm::multiply(map.scores, read, scores, sequences, 1, set);
  if (map.inner.plan) {
    float* const units = room(units_, tokens * static_cast<std::size_t>(map.inner.rows));
    float* const added = room(added_, tokens * experts);
    flame_nm::multiply(map.inner, read, units, sequences, 1, set);
    flame_nm::activate(flame_nm::Activation::relu, nullptr, units, sequences * map.inner.rows, set);
    flame_nm::multiply(map.outer, units, added, sequences, 1, set);
    for (std::size_t i = 0; i < tokens * experts; ++i) scores[i] += added[i];
  }
  rankings.resize(tokens);
  for (std::size_t i = 0; i < tokens; ++i) {
    const float* const own = scores + i * experts;
    auto& ranking = rankings[i];
    ranking.resize(experts);
    std::iota(ranking.begin(), ranking.end(), 0);
    const auto better = [own](int a, int b) {  // what is no number comes last
      if (std::isnan(own[a]) != std::isnan(own[b])) return std::isnan(own[b]);
      return own[a] > own[b] || (!(own[b] > own[a]) && a < b);
    };
    std::partial_sort(ranking.begin(), ranking.begin() + top, ranking.end(), better);
    ranking.resize(static_cast<std::size_t>(top));
  }
}

}  // namespace flame_stream
