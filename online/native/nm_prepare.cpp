#include "nm_prepare.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "nm_panel.h"

namespace flame_nm {
namespace {

// Bits of the largest magnitude; those of a NaN are above all.
std::uint32_t largest_of(const float* x, std::int64_t cols) {
  std::uint32_t largest = 0;
  for (std::int64_t c = 0; c < cols; ++c) {
    std::uint32_t bits;
    std::memcpy(&bits, x + c, 4);
    largest = std::max(largest, bits & 0x7FFFFFFF);
  }
  return largest;
}

// The largest step is a power of two, so that only the rounding of an activation to whole steps loses anything.
double step_of(std::uint32_t largest) {
  float value;
  std::memcpy(&value, &largest, 4);
  if (!std::isfinite(value)) return std::numeric_limits<double>::quiet_NaN();
  int exponent = 0;
  std::frexp(value, &exponent);
  const double step = std::ldexp(1.0, exponent - fixed_bits);
  return nearest(value / step) > most_steps ? 2 * step : step;
}

}  // namespace

std::int64_t stride_of(const Matrix& matrix) {
  return (matrix.row_columns() + widest_block - 1) / widest_block * widest_block;
}

Activations prepare(const Matrix& matrix, const float* x, std::int64_t tokens, InstructionSet set, Scratch& scratch) {
  const std::int64_t stride = stride_of(matrix), cols = matrix.cols;
  std::uint8_t* const prepared = scratch.grow(tokens * stride * 4);
  if (!matrix.integer()) {
    float* const floats = reinterpret_cast<float*>(prepared);
    for (std::int64_t t = 0; t < tokens; ++t) {
      float* const row = floats + t * stride;
      std::memcpy(row, x + t * cols, static_cast<std::size_t>(cols) * sizeof(float));
      std::fill(row + cols, row + stride, 0.0f);
    }
    return {floats, nullptr, nullptr, stride};
  }
  const FixedLayout layout = set == InstructionSet::avx512 ? fixed_avx512
                             : set == InstructionSet::avx2 ? fixed_avx2
                                                           : fixed_portable;
  scratch.steps.resize(static_cast<std::size_t>(tokens));
  for (std::int64_t t = 0; t < tokens; ++t) {
    const double step = step_of(largest_of(x + t * cols, cols));
    scratch.steps[static_cast<std::size_t>(t)] = step;
    // A token that is not finite has no steps: its products are NaN, whatever is multiplied.
    layout(x + t * cols, std::isnan(step) ? 0 : cols, 1 / step, stride, prepared + t * stride * 4);
  }
  return {nullptr, prepared, scratch.steps.data(), stride};
}

WholeActivations prepare_tiles(const Matrix& matrix, const float* x, std::int64_t tokens, Scratch& scratch) {
  const std::int64_t stride = tile_stride(matrix), cols = matrix.cols;
  auto* const numbers = reinterpret_cast<std::int16_t*>(scratch.grow(tokens * stride * 2));
  scratch.steps.resize(static_cast<std::size_t>(tokens));
  scratch.squares.assign(static_cast<std::size_t>(stride / panel_stretch), 0.0f);
  for (std::int64_t t = 0; t < tokens; ++t) {
    const double step = step_of(tile_largest(x + t * cols, cols));
    scratch.steps[static_cast<std::size_t>(t)] = step;
    whole_numbers(x + t * cols, std::isnan(step) ? 0 : cols, 1 / step, stride, numbers + t * stride, scratch.squares.data());
  }
  return {numbers, scratch.steps.data(), scratch.squares.data(), tokens, stride};
}

WordActivations prepare_words(const Matrix& matrix, const float* x, std::int64_t tokens, Scratch& scratch, Coarse& coarse) {
  WordActivations laid{nullptr, nullptr, nullptr, tokens, 0, multiplies_pairs(matrix)};
  laid.row_words = row_words(matrix, laid.pairs);
  if (laid.pairs && coarse.empty()) {
    coarse.resize(static_cast<std::size_t>(tokens));
    find_coarse(x, tokens, matrix.cols, coarse.data());
  }
  laid.coarse = coarse.data();
  const std::int64_t all = activation_words(laid.row_words, tokens);
  auto* const words = reinterpret_cast<std::uint32_t*>(scratch.grow(4 * all * (laid.pairs ? 2 : 1)));
  lay_words(x, matrix.cols, laid, words);
  laid.words = words;
  laid.remainder = words + all;
  return laid;
}

}  // namespace flame_nm
