#include "nm_tile.h"

#if defined(__x86_64__)

#include <algorithm>

#include "nm_avx512.h"

namespace flame_nm {
namespace {

constexpr int tile_rows_together = 4, tile_tokens_together = 3;
constexpr std::int64_t step = 32;  // columns of one step: pairs of 16-bit products are added in 32 bits
// A lane adds two products a step. Its sum fits 32 bits, whatever the activations (2^15 at most), while the magnitudes
// of its weights add up to `most_magnitude`; int8 weights (128 at most) do for so many steps, int4 values times their
// multiplier (8 * 255 at most) for the 16 of a stretch, and for as many stretches as the rows' own magnitudes allow.
constexpr std::int32_t most_magnitude = (1 << 16) - 1;
constexpr std::int64_t int8_steps = 128, stretch_steps = 16;

// 64 columns of a row in order, its zeros included, from values in order.
template <bool dense>
INLINE __m512i columns_at(const Matrix& matrix, std::int64_t row_bit, std::int64_t column, std::int64_t columns,
                          const std::uint8_t* values) {
  if constexpr (dense) return _mm512_maskz_loadu_epi8(lanes64(columns - column), values);
  return _mm512_maskz_expandloadu_epi8(kept_columns(matrix, row_bit, column, columns), values);
}

INLINE void decode_nibbles(const std::uint8_t* values, std::int64_t count, std::uint8_t* decoded) {
  for (; count >= 128; count -= 128, values += 64, decoded += 128) {
    const __m512i bytes = _mm512_loadu_si512(values);
    _mm512_storeu_si512(decoded, low_nibbles(bytes));
    _mm512_storeu_si512(decoded + 64, high_nibbles(bytes));
  }
  if (count) last_nibbles(values, count, decoded);
}

// One row as int16 [stride], int4 values times their multipliers; the largest magnitude that a lane has in a stretch.
template <bool dense>
AVX512 std::int32_t unpack_row(const Matrix& matrix, std::int64_t row, std::int16_t* out, std::int64_t stride) {
  const Plan& plan = *matrix.plan;
  const std::int64_t columns = matrix.row_columns(), step_values = block * plan.keep / plan.group;
  const std::int64_t row_bit = row * matrix.groups() * plan.code_bits;
  const std::uint8_t* values = static_cast<const std::uint8_t*>(matrix.values) + row * matrix.row_bytes();
  const bool nibbles = matrix.type() == ValueType::int4;
  alignas(64) static thread_local std::uint8_t decoded[most_nibbles + 128];
  if (nibbles) {
    decode_nibbles(values, matrix.row_values(), decoded);
    values = decoded;
  }
  __m512i magnitudes = _mm512_setzero_si512();
  std::int32_t largest = 0;
  for (std::int64_t column = 0; column < columns; column += block, values += step_values) {
    if (column % (stretch_steps * step) == 0) {
      largest = std::max(largest, _mm512_reduce_max_epi32(magnitudes));
      magnitudes = _mm512_setzero_si512();
    }
    const __m512i bytes = columns_at<dense>(matrix, row_bit, column, columns, values);
    __m512i halves[2] = {_mm512_cvtepi8_epi16(_mm512_castsi512_si256(bytes)),
                         _mm512_cvtepi8_epi16(_mm512_extracti64x4_epi64(bytes, 1))};
    for (int half = 0; half < 2; ++half) {
      const std::int64_t at = column + half * step;
      if (nibbles && at < matrix.cols)
        halves[half] = _mm512_mullo_epi16(
            halves[half], _mm512_set1_epi16(matrix.multipliers[row * matrix.row_multipliers() + at / matrix.scale_columns]));
      magnitudes = _mm512_dpwssd_epi32(magnitudes, _mm512_abs_epi16(halves[half]), _mm512_set1_epi16(1));
      _mm512_storeu_si512(out + at, halves[half]);
    }
  }
  const std::int64_t filled = (columns + block - 1) / block * block;
  std::memset(out + filled, 0, static_cast<std::size_t>(stride - filled) * sizeof(std::int16_t));
  return std::max(largest, _mm512_reduce_max_epi32(magnitudes));
}

INLINE __m512i widened(__m512i sums) {
  return _mm512_add_epi64(_mm512_cvtepi32_epi64(_mm512_castsi512_si256(sums)),
                          _mm512_cvtepi32_epi64(_mm512_extracti64x4_epi64(sums, 1)));
}

// The sum of each of four registers.
INLINE __m256i sums_of(__m512i a, __m512i b, __m512i c, __m512i d) {
  const __m512i first = _mm512_add_epi64(_mm512_unpacklo_epi64(a, b), _mm512_unpackhi_epi64(a, b));
  const __m512i second = _mm512_add_epi64(_mm512_unpacklo_epi64(c, d), _mm512_unpackhi_epi64(c, d));
  const __m256i ab = _mm256_add_epi64(_mm512_castsi512_si256(first), _mm512_extracti64x4_epi64(first, 1));
  const __m256i cd = _mm256_add_epi64(_mm512_castsi512_si256(second), _mm512_extracti64x4_epi64(second, 1));
  return _mm256_add_epi64(_mm256_permute2x128_si256(ab, cd, 0x20), _mm256_permute2x128_si256(ab, cd, 0x31));
}

// y of four rows, of which `rows` are wanted, and some tokens; the sums of `most` steps fit 32 bits.
template <int tokens>
AVX512 void multiply_tile(const Matrix& matrix, const std::int16_t* tile, const std::int16_t* x, const double* steps,
                          std::int64_t stride, std::int64_t most, std::int64_t row, std::int64_t rows, float* y) {
  const std::int64_t all = (matrix.row_columns() + step - 1) / step;
  __m512i wide[tile_rows_together][tokens];
#pragma GCC unroll 4
  for (int r = 0; r < tile_rows_together; ++r)
#pragma GCC unroll 6
    for (int t = 0; t < tokens; ++t) wide[r][t] = _mm512_setzero_si512();
  for (std::int64_t done = 0; done < all; done += most) {
    const std::int64_t until = std::min(all, done + most);
    __m512i sums[tile_rows_together][tokens];
#pragma GCC unroll 4
    for (int r = 0; r < tile_rows_together; ++r)
#pragma GCC unroll 6
      for (int t = 0; t < tokens; ++t) sums[r][t] = _mm512_setzero_si512();
    for (std::int64_t s = done; s < until; ++s) {
      __m512i w[tile_rows_together];
#pragma GCC unroll 4
      for (int r = 0; r < tile_rows_together; ++r) w[r] = held(_mm512_load_si512(tile + r * stride + s * step));
#pragma GCC unroll 6
      for (int t = 0; t < tokens; ++t) {
        const __m512i digits = held(_mm512_load_si512(x + t * stride + s * step));
#pragma GCC unroll 4
        for (int r = 0; r < tile_rows_together; ++r) sums[r][t] = _mm512_dpwssd_epi32(sums[r][t], w[r], digits);
      }
    }
#pragma GCC unroll 4
    for (int r = 0; r < tile_rows_together; ++r)
#pragma GCC unroll 6
      for (int t = 0; t < tokens; ++t) wide[r][t] = _mm512_add_epi64(wide[r][t], widened(sums[r][t]));
  }
  const __mmask8 there = static_cast<__mmask8>((1u << rows) - 1);
  const __m256d scales = matrix.scales ? _mm256_cvtps_pd(_mm_maskz_loadu_ps(there, matrix.scales + row))
                                       : _mm256_set1_pd(1.0);
#pragma GCC unroll 6
  for (int t = 0; t < tokens; ++t) {
    const __m256d whole = _mm256_cvtepi64_pd(sums_of(wide[0][t], wide[1][t], wide[2][t], wide[3][t]));
    const __m256d result = _mm256_mul_pd(_mm256_mul_pd(whole, _mm256_set1_pd(steps[t])), scales);  // as finish_fixed
    _mm_mask_storeu_ps(y + t * matrix.rows + row, there, _mm256_cvtpd_ps(result));
  }
}

using Tile = void (*)(const Matrix&, const std::int16_t*, const std::int16_t*, const double*, std::int64_t,
                      std::int64_t, std::int64_t, std::int64_t, float*);
constexpr Tile tiles[] = {multiply_tile<1>, multiply_tile<2>, multiply_tile<3>,
                          multiply_tile<4>, multiply_tile<5>, multiply_tile<6>};

}  // namespace

bool has_tiles(const Matrix& matrix, InstructionSet set) {
  return set == InstructionSet::avx512 && matrix.integer() && (matrix.plan->dense || matrix.has_units()) &&
         matrix.row_values() <= most_nibbles;
}

std::int64_t tile_stride(const Matrix& matrix) { return (matrix.row_columns() + block - 1) / block * block + step; }

AVX512 void whole_numbers(const float* x, std::int64_t cols, double inverse_step, std::int64_t stride,
                          std::int16_t* numbers) {
  const __m512d inverse = _mm512_set1_pd(inverse_step);
  std::int64_t c = 0;
  for (; c + 8 <= cols; c += 8) {  // eight of `fixed_point`
    const __m256i whole = _mm512_cvtpd_epi32(_mm512_mul_pd(_mm512_cvtps_pd(_mm256_loadu_ps(x + c)), inverse));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(numbers + c), _mm256_cvtepi32_epi16(whole));
  }
  for (; c < cols; ++c) numbers[c] = static_cast<std::int16_t>(fixed_point(x[c], inverse_step));
  std::memset(numbers + cols, 0, static_cast<std::size_t>(stride - cols) * sizeof(std::int16_t));
}

void tile_rows(const Matrix& matrix, const WholeActivations& x, std::int64_t first, std::int64_t last, float* y) {
  struct alignas(64) Line {
    std::int16_t numbers[32];
  };
  static thread_local std::vector<Line> memory;
  memory.resize(std::max(memory.size(), static_cast<std::size_t>(tile_rows_together * x.stride / step)));
  std::int16_t* const tile = memory.data()->numbers;
  for (std::int64_t row = first; row < last; row += tile_rows_together) {
    const std::int64_t rows = std::min<std::int64_t>(tile_rows_together, last - row);
    std::int32_t largest = 1;
    for (std::int64_t r = 0; r < rows; ++r)
      largest = std::max(largest, (matrix.plan->dense ? unpack_row<true> : unpack_row<false>)(
                                      matrix, row + r, tile + r * x.stride, x.stride));
    const std::int64_t most = matrix.type() == ValueType::int8 ? int8_steps : stretch_steps * (most_magnitude / largest);
    for (std::int64_t t = 0; t < x.tokens; t += tile_tokens_together) {
      const std::int64_t together = std::min<std::int64_t>(tile_tokens_together, x.tokens - t);
      tiles[together - 1](matrix, tile, x.numbers + t * x.stride, x.steps + t, x.stride, most, row, rows,
                          y + t * matrix.rows);
    }
  }
}

}  // namespace flame_nm

#else

namespace flame_nm {

bool has_tiles(const Matrix&, InstructionSet) { return false; }
std::int64_t tile_stride(const Matrix&) { return 0; }
void whole_numbers(const float*, std::int64_t, double, std::int64_t, std::int16_t*) {}
void tile_rows(const Matrix&, const WholeActivations&, std::int64_t, std::int64_t, float*) {}

}  // namespace flame_nm

#endif
