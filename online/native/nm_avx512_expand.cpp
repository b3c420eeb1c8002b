// AVX-512 kernels that expand values to their columns, 64 columns a step: for the patterns that do not fit permutes.
// VPEXPAND and VPCOMPRESS take several cycles each.

#include "nm_kernels.h"

#if defined(__x86_64__)

#include "nm_avx512.h"

namespace flame_nm {
namespace {

template <ValueType type, int tokens>
AVX512 void expand_floats(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first,
                          std::int64_t last, float* y) {
  const Plan& plan = *matrix.plan;
  const std::int64_t row_values = matrix.row_values(), columns = matrix.row_columns();
  const std::int64_t size = static_cast<std::int64_t>(value_bytes(type));
  const std::int64_t unit_values = unit * plan.keep / plan.group;
  for (std::int64_t row = first; row < last; ++row) {
    const std::uint8_t* values = static_cast<const std::uint8_t*>(matrix.values) + row * row_values * size;
    const std::int64_t row_bit = row * matrix.groups() * plan.code_bits;
    __m512 sums[tokens][4];
#pragma GCC unroll 4
    for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 4
      for (int k = 0; k < 4; ++k) sums[t][k] = _mm512_setzero_ps();
    for (std::int64_t column = 0; column < columns; column += block, values += 4 * unit_values * size) {
      _mm_prefetch(reinterpret_cast<const char*>(values + prefetch_bytes), _MM_HINT_T0);
      _mm_prefetch(reinterpret_cast<const char*>(values + prefetch_bytes + 64), _MM_HINT_T0);
      __m512 w[4];
      const std::uint64_t kept = kept_columns(matrix, row_bit, column, columns);
      if constexpr (type == ValueType::fp32) {
#pragma GCC unroll 4
        for (int k = 0; k < 4; ++k)
          w[k] = _mm512_maskz_expandloadu_ps(static_cast<__mmask16>(kept >> (16 * k)), values + k * unit_values * size);
      } else {
#pragma GCC unroll 2
        for (int half = 0; half < 2; ++half) {
          const __m512i words = _mm512_maskz_expandloadu_epi16(static_cast<__mmask32>(kept >> (32 * half)),
                                                               values + 2 * half * unit_values * size);
          const __m256i low = _mm512_castsi512_si256(words), high = _mm512_extracti64x4_epi64(words, 1);
          if constexpr (type == ValueType::fp16) {
            w[2 * half] = _mm512_cvtph_ps(low);
            w[2 * half + 1] = _mm512_cvtph_ps(high);
          } else {
            w[2 * half] = _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(low), 16));
            w[2 * half + 1] = _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(high), 16));
          }
        }
      }
#pragma GCC unroll 4
      for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 4
        for (int k = 0; k < 4; ++k)
          sums[t][k] = _mm512_fmadd_ps(w[k], _mm512_loadu_ps(x.floats + (token + t) * x.stride + column + 16 * k), sums[t][k]);
    }
#pragma GCC unroll 4
    for (int t = 0; t < tokens; ++t) y[(token + t) * matrix.rows + row] = sum_of(sums[t]);
  }
}

template <int tokens>
AVX512 void expand_bytes(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first,
                         std::int64_t last, float* y) {
  const Plan& plan = *matrix.plan;
  const std::int64_t row_values = matrix.row_values(), columns = matrix.row_columns();
  const std::int64_t step_values = block * plan.keep / plan.group;
  const __m512i ones = _mm512_set1_epi8(1);
  for (std::int64_t row = first; row < last; ++row) {
    const std::uint8_t* values = static_cast<const std::uint8_t*>(matrix.values) + row * row_values;
    const std::int64_t row_bit = row * matrix.groups() * plan.code_bits;
    __m512i of_values[1], sums[1][tokens][2];
    clear(of_values, sums);
    for (std::int64_t column = 0; column < columns; column += block, values += step_values) {
      _mm_prefetch(reinterpret_cast<const char*>(values + prefetch_bytes), _MM_HINT_T0);
      const __m512i w = _mm512_maskz_expandloadu_epi8(kept_columns(matrix, row_bit, column, columns), values);
      of_values[0] = _mm512_dpbusd_epi32(of_values[0], ones, w);
#pragma GCC unroll 4
      for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 2
        for (int d = 0; d < 2; ++d)
          sums[0][t][d] = _mm512_dpbusd_epi32(
              sums[0][t][d], _mm512_loadu_si512(x.fixed + (4 * (token + t) + d) * x.stride + column), w);
    }
    finish(matrix, x, token, row, of_values, sums, y);
  }
}

AVX512 void decode_nibbles(const std::uint8_t* values, std::int64_t count, std::uint8_t* decoded) {
  for (; count >= 128; count -= 128, values += 64, decoded += 128) {
    const __m512i bytes = _mm512_loadu_si512(values);
    _mm512_storeu_si512(decoded, low_nibbles(bytes));
    _mm512_storeu_si512(decoded + 64, high_nibbles(bytes));
  }
  if (count) last_nibbles(values, count, decoded);
}

template <int count, int tokens>
AVX512 void expand_nibbles(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first,
                           std::int64_t last, float* y) {
  const Plan& plan = *matrix.plan;
  const std::int64_t columns = matrix.row_columns(), step_values = block * plan.keep / plan.group;
  const __m512i ones = _mm512_set1_epi8(1), none = _mm512_setzero_si512();
  alignas(64) static thread_local std::uint8_t decoded[most_nibbles + 128];
  for (std::int64_t row = first; row < last; ++row) {
    const std::uint8_t* values = static_cast<const std::uint8_t*>(matrix.values) + row * matrix.row_bytes();
    const std::uint8_t* multiplier = matrix.multipliers + row * matrix.row_multipliers();
    const std::int64_t row_bit = row * matrix.groups() * plan.code_bits;
    std::int64_t left = matrix.row_values(), scaled = matrix.row_multipliers();
    decode_nibbles(values, left, decoded);
    const std::uint8_t* next = decoded;
    __m512i of_values[1], sums[1][tokens][2];
    clear(of_values, sums);
    for (std::int64_t column = 0; column < columns; column += block) {
      _mm_prefetch(reinterpret_cast<const char*>(values + prefetch_bytes), _MM_HINT_T0);
      __m512i w = _mm512_maskz_loadu_epi8(lanes64(left < step_values ? left : step_values), next);
      w = _mm512_maskz_expand_epi8(kept_columns(matrix, row_bit, column, columns), w);
      const __m512i multipliers = load_multipliers<count>(multiplier, scaled < count ? scaled : count);
      of_values[0] = _mm512_dpwssd_epi32(of_values[0], _mm512_dpbusd_epi32(none, ones, w), multipliers);
#pragma GCC unroll 4
      for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 2
        for (int d = 0; d < 2; ++d) {
          const __m512i digits = _mm512_loadu_si512(x.fixed + (4 * (token + t) + d) * x.stride + column);
          sums[0][t][d] = _mm512_dpwssd_epi32(sums[0][t][d], _mm512_dpbusd_epi32(none, digits, w), multipliers);
        }
      next += step_values;
      left -= step_values;
      multiplier += count;
      scaled -= count;
    }
    finish(matrix, x, token, row, of_values, sums, y);
  }
}

// ---- Choice

template <ValueType type>
void expanding(const Matrix& matrix, const Activations& x, std::int64_t token, int tokens, std::int64_t first,
               std::int64_t last, float* y) {
  FOR_TOKENS(expand_floats, type)
}

void expanding_bytes(const Matrix& matrix, const Activations& x, std::int64_t token, int tokens, std::int64_t first,
                     std::int64_t last, float* y) {
  switch (tokens) {
    case 1: return expand_bytes<1>(matrix, x, token, first, last, y);
    case 2: return expand_bytes<2>(matrix, x, token, first, last, y);
    case 3: return expand_bytes<3>(matrix, x, token, first, last, y);
    default: return expand_bytes<4>(matrix, x, token, first, last, y);
  }
}

template <int count>
void expanding_nibbles(const Matrix& matrix, const Activations& x, std::int64_t token, int tokens, std::int64_t first,
                       std::int64_t last, float* y) {
  FOR_TOKENS(expand_nibbles, count)
}

RowKernel kernel_for(const Matrix& matrix) {
  switch (matrix.type()) {
    case ValueType::fp32: return expanding<ValueType::fp32>;
    case ValueType::bf16: return expanding<ValueType::bf16>;
    case ValueType::fp16: return expanding<ValueType::fp16>;
    case ValueType::int8: return expanding_bytes;
    default: return matrix.scale_columns == 32 ? expanding_nibbles<2> : expanding_nibbles<1>;
  }
}

}  // namespace

RowKernel avx512_expanding(const Matrix& matrix) {
  if (matrix.plan->dense) return avx512_dense(matrix);
  if (matrix.has_units()) return kernel_for(matrix);
  return nullptr;
}

}  // namespace flame_nm

#endif
