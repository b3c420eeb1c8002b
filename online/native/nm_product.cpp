#include "nm_product.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "nm_pool.h"
#include "nm_tile.h"

namespace flame_nm {
namespace {

std::int64_t stride_of(const Matrix& matrix) {
  return (matrix.row_columns() + widest_block - 1) / widest_block * widest_block;
}

// Buffers of one product; they are the calling thread's and grow to the largest it has seen.
struct Scratch {
  struct alignas(64) Line {
    std::uint8_t bytes[64];
  };
  std::vector<Line> activations;  // aligned, so that no load straddles two cache lines
  std::vector<double> steps;

  std::uint8_t* grow(std::int64_t bytes) {
    activations.resize(std::max(activations.size(), static_cast<std::size_t>(bytes / 64)));
    return activations.data()->bytes;
  }
};

// The largest step is a power of two, so that only the rounding of an activation to whole steps loses anything.
double step_of(const float* x, std::int64_t cols) {
  std::uint32_t largest = 0;
  for (std::int64_t c = 0; c < cols; ++c) {
    std::uint32_t bits;
    std::memcpy(&bits, x + c, 4);
    largest = std::max(largest, bits & 0x7FFFFFFF);
  }
  float value;
  std::memcpy(&value, &largest, 4);
  if (!std::isfinite(value)) return std::numeric_limits<double>::quiet_NaN();
  int exponent = 0;
  std::frexp(value, &exponent);
  return std::ldexp(1.0, exponent - fixed_bits);
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
    const double step = step_of(x + t * cols, cols);
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
  for (std::int64_t t = 0; t < tokens; ++t) {
    const double step = step_of(x + t * cols, cols);
    scratch.steps[static_cast<std::size_t>(t)] = step;
    whole_numbers(x + t * cols, std::isnan(step) ? 0 : cols, 1 / step, stride, numbers + t * stride);
  }
  return {numbers, scratch.steps.data(), tokens, stride};
}

// Products whose rows are computed side by side: of one matrix, or of a gate and what it gates.
struct Work {
  const Matrix* matrices[2];
  Activations x[2];
  WholeActivations whole;  // of both where rows are unpacked; then the kernels are not asked
  RowKernel kernels[2];
  float* y[2];
  int count;
  std::int64_t tokens, rows_a_chunk;
  bool activated;
  Activation activation;
  InstructionSet set;
};

void compute_rows(const Work& work, int i, std::int64_t first, std::int64_t last) {
  const Matrix& matrix = *work.matrices[i];
  if (work.whole.numbers) tile_rows(matrix, work.whole, first, last, work.y[i]);
  // A few rows at a time, so that they are still in the nearest cache for the next tokens.
  const std::int64_t rows = work.tokens > max_tokens ? 4 : last - first;
  for (std::int64_t row = first; !work.whole.numbers && row < last; row += rows)
    for (std::int64_t t = 0; t < work.tokens; t += max_tokens)
      work.kernels[i](matrix, work.x[i], t, static_cast<int>(std::min<std::int64_t>(max_tokens, work.tokens - t)), row,
                      std::min(row + rows, last), work.y[i]);
  if (!matrix.bias) return;
  for (std::int64_t t = 0; t < work.tokens; ++t)
    for (std::int64_t row = first; row < last; ++row) work.y[i][t * matrix.rows + row] += matrix.bias[row];
}

void run_chunk(void* context, std::int64_t chunk) {
  const Work& work = *static_cast<const Work*>(context);
  const std::int64_t rows = work.matrices[0]->rows, first = chunk * work.rows_a_chunk;
  const std::int64_t last = std::min(rows, first + work.rows_a_chunk);
  for (int i = 0; i < work.count; ++i) compute_rows(work, i, first, last);
  if (!work.activated) return;
  const int up = work.count - 1;
  for (std::int64_t t = 0; t < work.tokens; ++t)
    activate(work.activation, work.count > 1 ? work.y[0] + t * rows + first : nullptr, work.y[up] + t * rows + first,
             last - first, work.set);
}

RowKernel kernel_of(const Matrix& matrix, InstructionSet& set) {
  RowKernel kernel = set == InstructionSet::avx512 ? avx512_kernel(matrix)
                     : set == InstructionSet::avx2 ? avx2_kernel(matrix)
                                                   : nullptr;
  if (kernel) return kernel;
  set = InstructionSet::portable;
  return portable_kernel(matrix);
}

// Fills work.y from x [tokens, cols], a pass of tokens after the other.
void run(Work work, const float* x, std::int64_t tokens, int threads, InstructionSet set) {
  static thread_local Scratch scratch[2];
  constexpr std::int64_t pass = 2 * max_tokens;  // the weights are read once for so many tokens
  InstructionSet sets[2] = {set, set};
  for (int i = 0; i < work.count; ++i) work.kernels[i] = kernel_of(*work.matrices[i], sets[i]);
  const Matrix &first = *work.matrices[0], &second = *work.matrices[work.count - 1];
  if (tokens >= tile_tokens && has_tiles(first, set) && has_tiles(second, set) &&
      tile_stride(first) == tile_stride(second)) {
    work.set = set;
    work.tokens = tokens;
    work.whole = prepare_tiles(first, x, tokens, scratch[0]);
    work.rows_a_chunk = (first.rows / (4 * threads) + 4) / 4 * 4;
    return run_chunks(threads, (first.rows + work.rows_a_chunk - 1) / work.rows_a_chunk, run_chunk, &work);
  }
  const bool alike = sets[0] == sets[work.count - 1] && stride_of(first) == stride_of(second) &&
                     first.integer() == second.integer();
  work.set = set;
  // Few chunks: the first rows of each come without prefetch.
  const std::int64_t chunks = std::min<std::int64_t>(threads > 1 ? 2 * threads : 1, first.rows);
  work.rows_a_chunk = (first.rows + chunks - 1) / chunks;
  for (std::int64_t token = 0; token < tokens; token += pass) {
    work.tokens = std::min(pass, tokens - token);
    for (int i = 0; i < work.count; ++i)
      work.x[i] = i && alike ? work.x[0]
                             : prepare(*work.matrices[i], x + token * first.cols, work.tokens, sets[i], scratch[i]);
    run_chunks(threads, (first.rows + work.rows_a_chunk - 1) / work.rows_a_chunk, run_chunk, &work);
    for (int i = 0; i < work.count; ++i) work.y[i] += work.tokens * first.rows;
  }
}

}  // namespace

InstructionSet available(std::int32_t wanted) {
  if (wanted >= 2 && has_avx512()) return InstructionSet::avx512;
  if (wanted >= 1 && has_avx2()) return InstructionSet::avx2;
  return InstructionSet::portable;
}

void multiply(const Matrix& matrix, const float* x, float* y, std::int64_t tokens, int threads, InstructionSet set) {
  Work work{};
  work.matrices[0] = &matrix;
  work.y[0] = y;
  work.count = 1;
  run(work, x, tokens, threads, set);
}

void compute(const Expert& expert, const float* x, const float* gates, float* y, std::int64_t tokens, int threads,
             InstructionSet set) {
  static thread_local std::vector<float> hidden, gate;
  const auto size = static_cast<std::size_t>(tokens * expert.up->rows);
  hidden.resize(std::max(hidden.size(), size));
  Work work{};
  work.activated = true;
  work.activation = expert.activation;
  if (expert.gate) {
    gate.resize(std::max(gate.size(), size));
    work.matrices[work.count] = expert.gate;
    work.y[work.count++] = gate.data();
  }
  work.matrices[work.count] = expert.up;
  work.y[work.count++] = hidden.data();
  run(work, x, tokens, threads, set);
  multiply(*expert.down, hidden.data(), y, tokens, threads, set);
  if (!gates) return;
  const std::int64_t rows = expert.down->rows;
  for (std::int64_t t = 0; t < tokens; ++t)
    for (std::int64_t row = 0; row < rows; ++row) y[t * rows + row] *= gates[t];
}

}  // namespace flame_nm
