#include "nm_tile.h"

#if defined(__x86_64__)

#include <algorithm>
#include <cmath>

#include "nm_avx512.h"
#include "nm_panel.h"

namespace flame_nm {
namespace {

constexpr int lanes = panel_lanes, registers = static_cast<int>(panel_rows) / lanes;
constexpr int tokens_together = 6;  // 24 sums, four registers of weights, one activation

// What sixteen sums come to, as `finish_fixed` has it; `high` counts 2^16 times.
INLINE void finish(__m512i sums, const std::int32_t* high, double step, const double* scales, std::int64_t rows,
                   float* y) {
#pragma GCC unroll 2
  for (int half = 0; half < 2; ++half) {
    __m512d whole = _mm512_cvtepi32_pd(half ? _mm512_extracti64x4_epi64(sums, 1) : _mm512_castsi512_si256(sums));
    if (high) {
      const __m256i carried = _mm256_load_si256(reinterpret_cast<const __m256i*>(high + 8 * half));
      whole = _mm512_fmadd_pd(_mm512_cvtepi32_pd(carried), _mm512_set1_pd(65536.0), whole);  // exact: below 2^53
    }
    const __m512d result =
        _mm512_mul_pd(_mm512_mul_pd(whole, _mm512_set1_pd(step)), _mm512_load_pd(scales + 8 * half));
    const __mmask8 there = static_cast<__mmask8>(lanes16(rows - 8 * half));
    _mm256_mask_storeu_ps(y + 8 * half, there, _mm512_cvtpd_ps(result));
  }
}

// y of a panel's rows, `rows` of them, and some tokens. A register has sixteen rows' sums with one token: nothing has
// to be added up across lanes.
template <int tokens>
AVX512 void multiply_panel(Panel& panel, const std::int16_t* x, const double* steps, std::int64_t stride,
                           std::int64_t rows, std::int64_t all_rows, float* y) {
  alignas(64) std::int32_t high[registers][tokens][lanes];
  __m512i sums[registers][tokens];
#pragma GCC unroll 4
  for (int r = 0; r < registers; ++r)
#pragma GCC unroll 6
    for (int t = 0; t < tokens; ++t) sums[r][t] = _mm512_setzero_si512();
  const std::int16_t* weights = panel.numbers();
  std::int64_t pair = 0;
  for (std::size_t part = 0;; ++part) {
    for (; pair < panel.ends[part]; ++pair, weights += pair_numbers) {
      __m512i w[registers];
#pragma GCC unroll 4
      for (int r = 0; r < registers; ++r) {
        _mm_prefetch(reinterpret_cast<const char*>(weights + 4 * pair_numbers + 2 * lanes * r), _MM_HINT_T0);
        w[r] = held(_mm512_load_si512(weights + 2 * lanes * r));
      }
#pragma GCC unroll 6
      for (int t = 0; t < tokens; ++t) {
        const __m512i two = held(_mm512_broadcastd_epi32(_mm_loadu_si32(x + t * stride + 2 * pair)));
#pragma GCC unroll 4
        for (int r = 0; r < registers; ++r) sums[r][t] = _mm512_dpwssd_epi32(sums[r][t], w[r], two);
      }
    }
    if (part + 1 == panel.ends.size()) break;
#pragma GCC unroll 4
    for (int r = 0; r < registers; ++r)
#pragma GCC unroll 6
      for (int t = 0; t < tokens; ++t) {
        __m512i carried = _mm512_srai_epi32(sums[r][t], 16);
        if (part) carried = _mm512_add_epi32(carried, _mm512_load_si512(high[r][t]));
        _mm512_store_si512(high[r][t], carried);
        sums[r][t] = _mm512_and_si512(sums[r][t], _mm512_set1_epi32(0xFFFF));
      }
  }
  const bool carried = panel.ends.size() > 1;
#pragma GCC unroll 6
  for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 4
    for (int r = 0; r < registers; ++r)
      finish(sums[r][t], carried ? high[r][t] : nullptr, steps[t], panel.scales + r * lanes, rows - r * lanes,
             y + t * all_rows + r * lanes);
}

using Multiply = void (*)(Panel&, const std::int16_t*, const double*, std::int64_t, std::int64_t, std::int64_t, float*);
constexpr Multiply multiplies[] = {multiply_panel<1>, multiply_panel<2>, multiply_panel<3>,
                                   multiply_panel<4>, multiply_panel<5>, multiply_panel<6>};
static_assert(sizeof(multiplies) / sizeof(*multiplies) == tokens_together);

}  // namespace

bool has_tiles(const Matrix& matrix, InstructionSet set) {
  return set == InstructionSet::avx512 && matrix.integer() && (matrix.plan->dense || matrix.has_units()) &&
         matrix.row_values() <= most_nibbles;
}

std::int64_t tile_tokens(const Matrix& matrix) {
  const bool nibbles = matrix.type() == ValueType::int4;
  if (matrix.plan->dense) return nibbles ? 8 : 16;
  if (avx512_quads(matrix)) return nibbles ? 23 : 48;
  return !avx512_permuting(matrix) ? 6 : nibbles ? 21 : 28;
}

std::int64_t tile_stride(const Matrix& matrix) { return (matrix.row_columns() + block - 1) / block * block + 32; }

AVX512 std::uint32_t tile_largest(const float* x, std::int64_t cols) {
  __m512i largest = _mm512_setzero_si512();
  for (std::int64_t c = 0; c < cols; c += lanes) {
    _mm_prefetch(reinterpret_cast<const char*>(x + c + 256), _MM_HINT_T0);
    largest = _mm512_max_epu32(largest, _mm512_slli_epi32(_mm512_maskz_loadu_epi32(lanes16(cols - c), x + c), 1));
  }
  return _mm512_reduce_max_epu32(largest) >> 1;  // without its sign
}

// `fixed_point` of sixteen, whose products with a power of two are exact, or too small to count, in fp32 as well.
AVX512 void whole_numbers(const float* x, std::int64_t cols, double inverse_step, std::int64_t stride,
                          std::int16_t* numbers, float* squares) {
  const __m512 exponent = _mm512_set1_ps(static_cast<float>(std::ilogb(inverse_step)));
  for (std::int64_t c = 0; c < stride; c += panel_stretch) {
    __m512i own = _mm512_setzero_si512();
    if (c < cols) {
      const auto whole = [&](std::int64_t from) AVX512 __attribute__((always_inline)) {
        const __m512 read = _mm512_maskz_loadu_ps(lanes16(cols - from), x + from);
        return _mm512_cvtepi32_epi16(_mm512_cvtps_epi32(_mm512_scalef_ps(read, exponent)));
      };
      own = _mm512_inserti64x4(_mm512_castsi256_si512(whole(c)), whole(c + lanes), 1);
      const float sum = _mm512_reduce_add_ps(_mm512_cvtepi32_ps(_mm512_madd_epi16(own, own)));
      squares[c / panel_stretch] = std::max(squares[c / panel_stretch], sum);
    }
    _mm512_store_si512(numbers + c, own);
  }
}

void tile_rows(const Matrix& matrix, const WholeActivations& x, std::int64_t first, std::int64_t last, float* y) {
  static thread_local Panel panel;
  static thread_local Workbench bench;
  const auto* const values = static_cast<const char*>(matrix.values);
  for (std::int64_t row = first; row < last; row += panel_rows) {
    const std::int64_t rows = std::min(panel_rows, last - row);
    fill_panel(matrix, row, rows, x.squares, bench, panel);
    // The next panel's values are asked for with the last tokens, so that they are still in the second cache by then.
    const char* ahead = values + std::min(last, row + panel_rows) * matrix.row_bytes();
    const char* const end = values + std::min(last, row + 2 * panel_rows) * matrix.row_bytes();
    const std::int64_t share = (end - ahead) / 4 + 64;
    std::int64_t blocks = (x.tokens + tokens_together - 1) / tokens_together;  // as equal as can be
    for (std::int64_t t = 0, together; t < x.tokens; t += together, --blocks) {
      together = (x.tokens - t + blocks - 1) / blocks;
      if (t + 4 * tokens_together >= x.tokens)
        for (const char* const until = std::min(end, ahead + share); ahead < until; ahead += 64)
          _mm_prefetch(ahead, _MM_HINT_T1);
      multiplies[together - 1](panel, x.numbers + t * x.stride, x.steps + t, x.stride, rows, matrix.rows,
                               y + t * matrix.rows + row);
    }
  }
}

}  // namespace flame_nm

#else

namespace flame_nm {

bool has_tiles(const Matrix&, InstructionSet) { return false; }
std::int64_t tile_tokens(const Matrix&) { return 0; }
std::int64_t tile_stride(const Matrix&) { return 0; }
std::uint32_t tile_largest(const float*, std::int64_t) { return 0; }
void whole_numbers(const float*, std::int64_t, double, std::int64_t, std::int16_t*, float*) {}
void tile_rows(const Matrix&, const WholeActivations&, std::int64_t, std::int64_t, float*) {}

}  // namespace flame_nm

#endif
