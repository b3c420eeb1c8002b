// AVX-512 kernels of dense matrices.
//
// VPDPBUSD multiplies bytes without a sign with bytes that have one. A dense row's weights lose theirs by an offset (128
// for int8, 8 for int4), and the activations' digits keep it: what the offset adds is a sum of activations, which is
// known before any row. The other way round, as pruned rows have it, a third product is needed for each row: the sum of
// its weights, which is not stored.

#include "nm_kernels.h"

#if defined(__x86_64__)

#include "nm_avx512.h"

namespace flame_nm {
namespace {

// How far ahead rows taken together are asked for: into the first cache, which serves dense rows better than asking
// farther ahead for the second, as pruned ones do.
constexpr std::int64_t rows_prefetch_bytes = 8192;
constexpr int digit_planes[2] = {2, 1};  // of Activations::fixed: the high digit and the low one, with their signs

INLINE const std::uint8_t* digits_at(const Activations& x, std::int64_t token, int digit) {
  return x.fixed + (4 * token + digit_planes[digit]) * x.stride;
}

// Sixteen sums of four columns each, of the 64 from `column` on.
INLINE __m512i quarters(const Activations& x, std::int64_t token, std::int64_t column) {
  const __m512i ones = _mm512_set1_epi8(1), none = _mm512_setzero_si512();
  const __m512i high = _mm512_dpbusd_epi32(none, ones, _mm512_loadu_si512(digits_at(x, token, 0) + column));
  const __m512i low = _mm512_dpbusd_epi32(none, ones, _mm512_loadu_si512(digits_at(x, token, 1) + column));
  return _mm512_add_epi32(_mm512_slli_epi32(high, 8), low);
}

AVX512 std::int64_t sum_of_activations(const Activations& x, std::int64_t token, std::int64_t columns) {
  std::int64_t sum = 0;
  for (std::int64_t column = 0; column < columns; column += block) sum += _mm512_reduce_add_epi32(quarters(x, token, column));
  return sum;
}

template <int rows, int tokens>
AVX512 void dense_bytes(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first,
                        std::int64_t last, float* y) {
  const std::int64_t columns = matrix.row_values(), full = columns / block;
  const __mmask64 rest = lanes64(columns % block);
  const __m512i offset = _mm512_set1_epi8(static_cast<char>(0x80));
  std::int64_t minus[tokens];
  for (int t = 0; t < tokens; ++t) minus[t] = 128 * sum_of_activations(x, token + t, columns);
  std::int64_t row = first;
  for (; row + rows <= last; row += rows) {
    const std::uint8_t* values = static_cast<const std::uint8_t*>(matrix.values) + row * columns;
    const std::uint8_t* ahead = values + rows_prefetch_bytes;
    __m512i sums[rows][tokens][2], w[rows];
#pragma GCC unroll 4
    for (int r = 0; r < rows; ++r)
#pragma GCC unroll 4
      for (int t = 0; t < tokens; ++t) sums[r][t][0] = sums[r][t][1] = _mm512_setzero_si512();
    const auto add = [&](std::int64_t column) AVX512 __attribute__((always_inline)) {
#pragma GCC unroll 4
      for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 2
        for (int d = 0; d < 2; ++d) {
          const __m512i digits = held(_mm512_loadu_si512(digits_at(x, token + t, d) + column));
#pragma GCC unroll 4
          for (int r = 0; r < rows; ++r) sums[r][t][d] = _mm512_dpbusd_epi32(sums[r][t][d], w[r], digits);
        }
    };
    for (std::int64_t b = 0; b < full; ++b) {
#pragma GCC unroll 4
      for (int r = 0; r < rows; ++r, ahead += block) {
        _mm_prefetch(reinterpret_cast<const char*>(ahead), _MM_HINT_T0);
        w[r] = held(_mm512_xor_si512(_mm512_loadu_si512(values + r * columns + b * block), offset));
      }
      add(b * block);
    }
    if (rest) {
#pragma GCC unroll 4
      for (int r = 0; r < rows; ++r)
        w[r] = _mm512_xor_si512(_mm512_maskz_loadu_epi8(rest, values + r * columns + full * block), offset);
      add(full * block);
    }
#pragma GCC unroll 4
    for (int r = 0; r < rows; ++r)
#pragma GCC unroll 4
      for (int t = 0; t < tokens; ++t)
        y[(token + t) * matrix.rows + row + r] =
            finish_digits(sums[r][t][0], sums[r][t][1], _mm512_setzero_si512(), 0, minus[t], x.steps[token + t],
                          matrix.scales, row + r);
  }
  if constexpr (rows > 1) dense_bytes<1, tokens>(matrix, x, token, row, last, y);
}

// The int4 values of 64 bytes without a sign, 8 more than they are: the bits of a half, its highest turned round.
INLINE __m512i low_offset_nibbles(__m512i bytes) {
  return _mm512_gf2p8affine_epi64_epi8(bytes, _mm512_set1_epi64(0x0102040800000000), 8);
}
INLINE __m512i high_offset_nibbles(__m512i bytes) {
  return _mm512_gf2p8affine_epi64_epi8(bytes, _mm512_set1_epi64(0x1020408000000000), 8);
}

constexpr std::int64_t most_groups = most_nibbles / 32;

// Sums of the activations that share a multiplier, in three digits with signs: below 2^21 for 64 of them.
template <int tokens>
struct GroupSums {
  alignas(64) std::int8_t digits[tokens][3][most_groups];
};

template <int count, int tokens>
AVX512 void sum_groups(const Activations& x, std::int64_t token, std::int64_t columns, std::int64_t groups,
                       GroupSums<tokens>& sums) {
  std::memset(&sums, 0, sizeof(sums));
  for (int t = 0; t < tokens; ++t)
    for (std::int64_t column = 0, g = 0; column < columns; column += block) {
      const __m512i four = quarters(x, token + t, column);
      for (int i = 0; i < count && g < groups; ++i, ++g) {
        const __mmask16 own = count == 1 ? 0xFFFF : i ? 0xFF00 : 0x00FF;
        std::int32_t left = _mm512_mask_reduce_add_epi32(own, four);
        for (int d = 0; d < 3; ++d) {
          const auto digit = static_cast<std::int8_t>(left);
          sums.digits[t][d][g] = digit;
          left = (left - digit) >> 8;
        }
      }
    }
}

// Adds 64 int4 values of each row, given as bytes, to which the same activations belong; `scaled` multipliers are left.
// A lane's four products with one digit fit 16 bits, so that their multiplier's is one more dot product, of pairs whose
// second number counts for nothing.
template <int count, int rows, int tokens, bool whole>
INLINE void add_nibbles(const Activations& x, std::int64_t token, std::int64_t column, const __m512i (&w)[rows],
                        const std::uint8_t* multiplier, std::int64_t row_multipliers, std::int64_t scaled,
                        __m512i (&sums)[rows][tokens][2]) {
  const __m512i none = _mm512_setzero_si512();
  __m512i multipliers[rows];
#pragma GCC unroll 4
  for (int r = 0; r < rows; ++r) {
    const std::uint8_t* const own = multiplier + r * row_multipliers;
    multipliers[r] = held(whole ? load_multipliers<count>(own) : load_multipliers<count>(own, scaled));
  }
#pragma GCC unroll 4
  for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 2
    for (int d = 0; d < 2; ++d) {
      const __m512i digits = held(_mm512_loadu_si512(digits_at(x, token + t, d) + column));
#pragma GCC unroll 4
      for (int r = 0; r < rows; ++r)
        sums[r][t][d] = _mm512_dpwssd_epi32(sums[r][t][d], _mm512_dpbusd_epi32(none, w[r], digits), multipliers[r]);
    }
}

// A row's sum of multipliers and their groups' activations, in lanes, for each digit.
INLINE void add_groups(const std::uint8_t* multipliers, std::int64_t groups, const std::int8_t (&digits)[3][most_groups],
                       __m512i (&sums)[3]) {
#pragma GCC unroll 3
  for (int d = 0; d < 3; ++d) sums[d] = _mm512_setzero_si512();
  for (std::int64_t g = 0; g < groups; g += 64) {
    const __m512i own = _mm512_maskz_loadu_epi8(lanes64(groups - g), multipliers + g);
#pragma GCC unroll 3
    for (int d = 0; d < 3; ++d) sums[d] = _mm512_dpbusd_epi32(sums[d], own, _mm512_load_si512(digits[d] + g));
  }
}

// Rows of a dense int4 matrix, `rows` at a time: a block's halves lie beside each other as its columns do.
template <int count, int rows, int tokens>
AVX512 void dense_nibbles(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first,
                          std::int64_t last, const GroupSums<tokens>& groups, float* y) {
  const std::int64_t full = matrix.row_values() / 128, rest = matrix.row_values() % 128;
  const std::int64_t bytes_of_row = matrix.row_bytes(), row_multipliers = matrix.row_multipliers();
  std::int64_t row = first;
  for (; row + rows <= last; row += rows) {
    const std::uint8_t* values = static_cast<const std::uint8_t*>(matrix.values) + row * bytes_of_row;
    const std::uint8_t* ahead = values + rows_prefetch_bytes;
    const std::uint8_t* multiplier = matrix.multipliers + row * row_multipliers;
    const std::uint8_t* multipliers_soon = multiplier + multipliers_ahead;
    __m512i sums[rows][tokens][2], bytes[rows], w[rows];
#pragma GCC unroll 4
    for (int r = 0; r < rows; ++r)
#pragma GCC unroll 4
      for (int t = 0; t < tokens; ++t) sums[r][t][0] = sums[r][t][1] = _mm512_setzero_si512();
    for (std::int64_t b = 0; b < full; ++b, values += 64, multiplier += 2 * count) {
      _mm_prefetch(reinterpret_cast<const char*>(multipliers_soon), _MM_HINT_T0);
      multipliers_soon += 2 * count * rows;
#pragma GCC unroll 4
      for (int r = 0; r < rows; ++r, ahead += 64) {
        _mm_prefetch(reinterpret_cast<const char*>(ahead), _MM_HINT_T0);
        bytes[r] = held(_mm512_loadu_si512(values + r * bytes_of_row));
        w[r] = held(low_offset_nibbles(bytes[r]));
      }
      add_nibbles<count, rows, tokens, true>(x, token, 128 * b, w, multiplier, row_multipliers, count, sums);
#pragma GCC unroll 4
      for (int r = 0; r < rows; ++r) w[r] = held(high_offset_nibbles(bytes[r]));
      add_nibbles<count, rows, tokens, true>(x, token, 128 * b + 64, w, multiplier + count, row_multipliers, count, sums);
    }
    if (rest) {
      alignas(64) std::uint8_t decoded[rows][128];
      for (int r = 0; r < rows; ++r) last_nibbles(values + r * bytes_of_row, rest, decoded[r]);
      for (std::int64_t done = 0; done < rest; done += 64, multiplier += count) {
#pragma GCC unroll 4
        for (int r = 0; r < rows; ++r) w[r] = _mm512_add_epi8(_mm512_load_si512(decoded[r] + done), _mm512_set1_epi8(8));
        const std::int64_t scaled = row_multipliers - 2 * count * full - done / 64 * count;
        add_nibbles<count, rows, tokens, false>(x, token, 128 * full + done, w, multiplier, row_multipliers,
                                                scaled < count ? scaled : count, sums);
      }
    }
    for (int r = 0; r < rows; ++r)
      for (int t = 0; t < tokens; ++t) {
        __m512i of_groups[3];  // eight times what they say is taken away
        add_groups(matrix.multipliers + (row + r) * row_multipliers, row_multipliers, groups.digits[t], of_groups);
        const __m512i high = _mm512_sub_epi32(sums[r][t][0], _mm512_slli_epi32(of_groups[1], 3));
        const __m512i low = _mm512_sub_epi32(sums[r][t][1], _mm512_slli_epi32(of_groups[0], 3));
        y[(token + t) * matrix.rows + row + r] =
            finish_digits(high, low, of_groups[2], 8 << 16, 0, x.steps[token + t], matrix.scales, row + r);
      }
  }
  if constexpr (rows > 1) dense_nibbles<count, 1, tokens>(matrix, x, token, row, last, groups, y);
}

// A row of floats after the other, which the processor fetches ahead by itself: asked for ahead, or several rows at a time,
// they come later.
template <ValueType type, int tokens>
AVX512 void dense_floats(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first,
                         std::int64_t last, float* y) {
  constexpr std::int64_t size = type == ValueType::fp32 ? 4 : 2;
  const std::int64_t columns = matrix.row_values();
  for (std::int64_t row = first; row < last; ++row) {
    const std::uint8_t* const values = static_cast<const std::uint8_t*>(matrix.values) + row * columns * size;
    __m512 sums[tokens][4];
#pragma GCC unroll 4
    for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 4
      for (int k = 0; k < 4; ++k) sums[t][k] = _mm512_setzero_ps();
    const std::uint8_t* ahead = values;
    for (std::int64_t column = 0; column < columns; column += block) {
      prefetch<block * size>(ahead);
#pragma GCC unroll 4
      for (int k = 0; k < 4; ++k) {
        const std::int64_t at = column + 16 * k;
        const __m512 w = load_values<type>(values + at * size, lanes16(columns - at));
#pragma GCC unroll 4
        for (int t = 0; t < tokens; ++t)
          sums[t][k] = _mm512_fmadd_ps(w, _mm512_loadu_ps(x.floats + (token + t) * x.stride + at), sums[t][k]);
      }
    }
#pragma GCC unroll 4
    for (int t = 0; t < tokens; ++t) y[(token + t) * matrix.rows + row] = sum_of(sums[t]);
  }
}

// ---- Choice

template <ValueType type>
void floats_of_tokens(const Matrix& matrix, const Activations& x, std::int64_t token, int tokens, std::int64_t first,
                      std::int64_t last, float* y) {
  FOR_TOKENS(dense_floats, type)
}

template <int tokens>
void bytes(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first, std::int64_t last, float* y) {
  dense_bytes<tokens <= 2 ? 4 : 2, tokens>(matrix, x, token, first, last, y);
}

template <int count, int tokens>
void nibbles(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first, std::int64_t last,
             float* y) {
  GroupSums<tokens> groups;
  sum_groups<count, tokens>(x, token, matrix.cols, matrix.row_multipliers(), groups);
  dense_nibbles<count, tokens == 1 ? 4 : 2, tokens>(matrix, x, token, first, last, groups, y);
}

void bytes_of_tokens(const Matrix& matrix, const Activations& x, std::int64_t token, int tokens, std::int64_t first,
                     std::int64_t last, float* y) {
  switch (tokens) {
    case 1: return bytes<1>(matrix, x, token, first, last, y);
    case 2: return bytes<2>(matrix, x, token, first, last, y);
    case 3: return bytes<3>(matrix, x, token, first, last, y);
    default: return bytes<4>(matrix, x, token, first, last, y);
  }
}

template <int count>
void nibbles_of_tokens(const Matrix& matrix, const Activations& x, std::int64_t token, int tokens, std::int64_t first,
                       std::int64_t last, float* y) {
  FOR_TOKENS(nibbles, count)
}

}  // namespace

RowKernel avx512_dense(const Matrix& matrix) {
  switch (matrix.type()) {
    case ValueType::fp32: return floats_of_tokens<ValueType::fp32>;
    case ValueType::bf16: return floats_of_tokens<ValueType::bf16>;
    case ValueType::fp16: return floats_of_tokens<ValueType::fp16>;
    case ValueType::int8: return bytes_of_tokens;
    default: break;
  }
  return matrix.scale_columns == 32 ? nibbles_of_tokens<2> : nibbles_of_tokens<1>;
}

}  // namespace flame_nm

#endif
