// AVX-512 kernels of 2:4 rows of whole numbers, four rows at a time.
//
// A quad is four values of a row, which belong to two groups of four columns. Its two codes are six bits, which VPERMB
// looks up: a byte with all four places. A register of 64 such bytes has four steps' places, one quad a lane of 32 bits
// and step; VPMULTISHIFTQB deals them out to the values. So a lookup serves 256 values, where one for each value's own
// place would serve 64.

#include "nm_kernels.h"

#if defined(__x86_64__)

#include "nm_avx512.h"

namespace flame_nm {
namespace {

constexpr int rows = 4;
constexpr std::int64_t values_a_block = 128, columns_a_block = 256, codes_a_block = 24;  // of a row
constexpr __mmask64 codes_there = (1ull << codes_a_block) - 1;

struct alignas(64) Bytes {
  std::uint8_t bytes[64];
};

template <typename ByteAt>
constexpr Bytes bytes_by(ByteAt at) {
  Bytes result{};
  for (int i = 0; i < 64; ++i) result.bytes[i] = static_cast<std::uint8_t>(at(i));
  return result;
}

// Values of a quad find their place in step `step`: two bits of one of the quad's bytes.
template <int step>
constexpr Bytes own_places = bytes_by([](int i) { return i / 4 % 2 * 32 + 8 * step + i % 4 * 2; });

INLINE __m512i load(const Bytes& bytes) { return _mm512_load_si512(bytes.bytes); }

// The first codes of two rows, each in its half of a register. Nothing else is read.
INLINE __m512i codes_of(const std::uint8_t* first, const std::uint8_t* second) {
  return _mm512_mask_loadu_epi8(_mm512_maskz_loadu_epi8(codes_there, first), codes_there << 32, second - 32);
}

// ---- int8: two rows a register, eight quads of each a step

// Quads 8 * step + lane of a row: of two neighbouring lanes the codes are 12 bits, in two bytes for each step.
constexpr Bytes pair_spread =
    bytes_by([](int i) { return i / 32 * 32 + i % 8 / 2 * 6 + i / 8 % 4 * 12 / 8 + i % 2; });
constexpr Bytes pair_shift = bytes_by([](int i) { return i % 4 * 16 + i / 8 % 4 * 12 % 8 + i / 4 % 2 * 6; });
constexpr Bytes pair_base = bytes_by([](int i) { return i % 32 / 4 * 8 + i % 4 / 2 * 4; });

// The sums of two registers' halves, in 128 bits: of the first one's low half, the second one's, and again; and the
// same of the high halves.
struct HalfSums {
  __m128i low, high;
};

INLINE __m512i sums_of_two(__m512i a, __m512i b) {
  return _mm512_add_epi32(_mm512_unpacklo_epi32(a, b), _mm512_unpackhi_epi32(a, b));
}

INLINE HalfSums halves_of(__m512i sums) {
  const __m256i low = _mm512_castsi512_si256(sums), high = _mm512_extracti64x4_epi64(sums, 1);
  return {_mm_add_epi32(_mm256_castsi256_si128(low), _mm256_extracti128_si256(low, 1)),
          _mm_add_epi32(_mm256_castsi256_si128(high), _mm256_extracti128_si256(high, 1))};
}

// Four rows, from the exact sums of high digits, low digits, and values, as `finish_fixed` has each.
INLINE void finish_rows(__m256d high, __m256d low, __m256d of_values, double step, const float* scales, float* y) {
  __m256d whole = _mm256_fmadd_pd(high, _mm256_set1_pd(256), low);
  whole = _mm256_fnmadd_pd(of_values, _mm256_set1_pd(fixed_bias), whole);
  const __m256d scale = scales ? _mm256_cvtps_pd(_mm_loadu_ps(scales)) : _mm256_set1_pd(1);
  _mm_storeu_ps(y, _mm256_cvtpd_ps(_mm256_mul_pd(_mm256_mul_pd(whole, _mm256_set1_pd(step)), scale)));
}

// A row's sums of at most 2^16 values fit 32 bits.
INLINE void finish_pairs(const __m512i (&high)[2], const __m512i (&low)[2], const __m512i (&of_values)[2], double step,
                         const float* scales, float* y) {
  const __m512i highs = sums_of_two(high[0], high[1]), lows = sums_of_two(low[0], low[1]);
  const __m512i both = _mm512_add_epi32(_mm512_unpacklo_epi64(highs, lows), _mm512_unpackhi_epi64(highs, lows));
  const HalfSums digits = halves_of(both);
  const __m512i values = sums_of_two(of_values[0], of_values[1]);
  const HalfSums thirds = halves_of(_mm512_add_epi32(values, _mm512_unpackhi_epi64(values, values)));
  finish_rows(_mm256_cvtepi32_pd(_mm_unpacklo_epi32(digits.low, digits.high)),
              _mm256_cvtepi32_pd(_mm_unpackhi_epi32(digits.low, digits.high)),
              _mm256_cvtepi32_pd(_mm_unpacklo_epi32(thirds.low, thirds.high)), step, scales, y);
}

template <int tokens>
AVX512 void quads_of_bytes(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first,
                           std::int64_t last, float* y) {
  const __m512i spread = load(pair_spread), shift = load(pair_shift), base = load(pair_base);
  const __m512i places = _mm512_load_si512(matrix.plan->quad_places), three = _mm512_set1_epi8(3);
  const __m512i ones = _mm512_set1_epi8(1);
  const __m512i own[4] = {load(own_places<0>), load(own_places<1>), load(own_places<2>), load(own_places<3>)};
  const std::int64_t blocks = matrix.row_values() / values_a_block;
  const Rows all = rows_of(matrix);
  for (std::int64_t row = first; row + rows <= last; row += rows) {
    Rows at = rows_at(all, row);
    Soon soon = soon_after(at);
    const std::uint8_t* columns = x.fixed + token * 4 * x.stride;
    __m512i of_values[2], sums[tokens][2][2];  // of a digit's pairs of rows
#pragma GCC unroll 2
    for (int p = 0; p < 2; ++p) {
      of_values[p] = _mm512_setzero_si512();
#pragma GCC unroll 4
      for (int t = 0; t < tokens; ++t) sums[t][0][p] = sums[t][1][p] = _mm512_setzero_si512();
    }
    for (std::int64_t b = 0; b < blocks; ++b) {
      __m512i quads[2];
#pragma GCC unroll 2
      for (int p = 0; p < 2; ++p) {
        const std::uint8_t* const codes = at.codes + 2 * p * at.row_codes;
        const __m512i fields =
            _mm512_multishift_epi64_epi8(shift, _mm512_permutexvar_epi8(spread, codes_of(codes, codes + at.row_codes)));
        quads[p] = held(_mm512_permutexvar_epi8(fields, places));
      }
#pragma GCC unroll 4
      for (int s = 0; s < 4; ++s) {
        prefetch<rows * 32>(soon.values);
        if (s % 2) prefetch_codes(soon, rows * codes_a_block / 2);
        __m512i w[2], columns_of[2];
#pragma GCC unroll 2
        for (int p = 0; p < 2; ++p) {
          const std::uint8_t* const values = at.values + 2 * p * at.row_bytes + 32 * s;
          const auto* const other = reinterpret_cast<const __m256i*>(values + at.row_bytes);
          w[p] = held(_mm512_inserti64x4(
              _mm512_castsi256_si512(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(values))),
              _mm256_loadu_si256(other), 1));
          of_values[p] = _mm512_dpbusd_epi32(of_values[p], ones, w[p]);
          columns_of[p] = _mm512_ternarylogic_epi64(_mm512_multishift_epi64_epi8(own[s], quads[p]), three, base, 0xEA);
        }
#pragma GCC unroll 4
        for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 2
          for (int d = 0; d < 2; ++d) {
            const __m512i digits = held(_mm512_load_si512(columns + (4 * t + d) * x.stride + 64 * s));
#pragma GCC unroll 2
            for (int p = 0; p < 2; ++p)
              sums[t][d][p] = _mm512_dpbusd_epi32(sums[t][d][p], _mm512_permutexvar_epi8(columns_of[p], digits), w[p]);
          }
      }
      at.values += values_a_block;
      at.codes += codes_a_block;
      columns += columns_a_block;
    }
#pragma GCC unroll 4
    for (int t = 0; t < tokens; ++t)
      finish_pairs(sums[t][0], sums[t][1], of_values, x.steps[token + t], matrix.scales ? matrix.scales + row : nullptr,
                   y + (token + t) * matrix.rows + row);
  }
}

// ---- int4: four rows a register, four quads of each a step

// Run `run` of 128 bits has 32 columns of each row, its lanes a row each. The low halves of a block's bytes are the
// first 128 columns, the high ones the others: `half` of them. A quad's codes are six of 24 bits, in three bytes.
template <int half>
constexpr Bytes four_spread = bytes_by([](int i) {
  const int run = i / 16, second = i / 8 % 2, byte = i % 8;  // of two neighbouring rows the codes are six bytes
  return byte < 6 ? second * 64 + byte / 3 * 32 + 3 * (4 * half + run) + byte % 3 : 0;
});
constexpr Bytes four_shift = bytes_by([](int i) { return i / 4 % 2 * 24 + i % 4 * 6; });
template <int step>
constexpr Bytes four_base = bytes_by([](int i) { return i / 16 * 32 + step * 8 + i % 4 / 2 * 4; });
template <int half, int count>
constexpr Bytes four_multipliers = bytes_by([](int i) {  // `count` of them for a block; read where i % 4 is 0
  return i / 8 % 2 * 64 + i / 4 % 2 * 32 + codes_a_block + (4 * half + i / 16) * count / 8;
});

// Codes and multipliers of two rows, each in its half of a register.
template <int count>
INLINE __m512i heads_of(const Rows& at, int row) {
  __m256i heads[2];
#pragma GCC unroll 2
  for (int r = 0; r < 2; ++r) {
    const std::uint8_t* const own = at.multipliers + (row + r) * at.row_multipliers;
    heads[r] = _mm256_maskz_loadu_epi8(codes_there, at.codes + (row + r) * at.row_codes);
    heads[r] = count == 8 ? _mm256_mask_broadcastq_epi64(heads[r], 1 << 3, _mm_loadu_si64(own))
                          : _mm256_mask_broadcastd_epi32(heads[r], 1 << 6, _mm_loadu_si32(own));
  }
  return held(_mm512_inserti64x4(_mm512_castsi256_si512(heads[0]), heads[1], 1));
}

// Four registers with a row each: afterwards each has one of every four lanes, of all rows.
INLINE void transpose_lanes(__m512i (&m)[4]) {
  const __m512i a = _mm512_unpacklo_epi32(m[0], m[1]), b = _mm512_unpackhi_epi32(m[0], m[1]);
  const __m512i c = _mm512_unpacklo_epi32(m[2], m[3]), d = _mm512_unpackhi_epi32(m[2], m[3]);
  m[0] = _mm512_unpacklo_epi64(a, c);
  m[1] = _mm512_unpackhi_epi64(a, c);
  m[2] = _mm512_unpacklo_epi64(b, d);
  m[3] = _mm512_unpackhi_epi64(b, d);
}

// The exact sum of four runs.
INLINE __m256d sum_of_runs(__m512i sums) {
  const __m512d all = _mm512_add_pd(_mm512_cvtepi32_pd(_mm512_castsi512_si256(sums)),
                                    _mm512_cvtepi32_pd(_mm512_extracti64x4_epi64(sums, 1)));
  return _mm256_add_pd(_mm512_castpd512_pd256(all), _mm512_extractf64x4_pd(all, 1));
}

// What half a block's codes and multipliers say.
struct Half {
  __m512i quads, multipliers;
};

template <int half, int count>
INLINE Half half_of(__m512i first_heads, __m512i second_heads, __m512i places) {
  const __m512i spread = _mm512_permutex2var_epi8(first_heads, load(four_spread<half>), second_heads);
  const __m512i fields = _mm512_multishift_epi64_epi8(load(four_shift), spread);
  return {held(_mm512_permutexvar_epi8(fields, places)),
          held(_mm512_maskz_permutex2var_epi8(0x1111111111111111, first_heads, load(four_multipliers<half, count>),
                                              second_heads))};
}

// Adds half a block. A lane's sixteen products with one digit belong to 32 columns, and their sum fits 16 bits, so that
// multiplying it by its multiplier is one more dot product, of pairs whose second number counts for nothing.
template <int half, int tokens>
INLINE void add_half(const __m512i (&bytes)[4], Half codes, const std::uint8_t* columns, std::int64_t stride,
                     __m512i& of_values, __m512i (&sums)[tokens][2]) {
  const __m512i none = _mm512_setzero_si512(), ones = _mm512_set1_epi8(1), three = _mm512_set1_epi8(3);
  const __m512i own[4] = {load(own_places<0>), load(own_places<1>), load(own_places<2>), load(own_places<3>)};
  const __m512i base[4] = {load(four_base<0>), load(four_base<1>), load(four_base<2>), load(four_base<3>)};
  __m512i values, four[tokens][2], tables[tokens][2][2];
#pragma GCC unroll 4
  for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 2
    for (int d = 0; d < 2; ++d)
#pragma GCC unroll 2
      for (int i = 0; i < 2; ++i) {
        tables[t][d][i] = _mm512_load_si512(columns + (4 * t + d) * stride + 128 * half + 64 * i);
        if constexpr (tokens == 1) tables[t][d][i] = held(tables[t][d][i]);
      }
#pragma GCC unroll 4
  for (int s = 0; s < 4; ++s) {
    const __m512i w = held(half ? high_nibbles(bytes[s]) : low_nibbles(bytes[s]));
    values = s ? _mm512_add_epi8(values, w) : w;
    const __m512i at = _mm512_ternarylogic_epi64(_mm512_multishift_epi64_epi8(own[s], codes.quads), three, base[s], 0xEA);
#pragma GCC unroll 4
    for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 2
      for (int d = 0; d < 2; ++d) {
        const __m512i fetched = _mm512_permutex2var_epi8(tables[t][d][0], at, tables[t][d][1]);
        four[t][d] = _mm512_dpbusd_epi32(s ? four[t][d] : none, fetched, w);
      }
  }
  of_values = _mm512_dpwssd_epi32(of_values, _mm512_dpbusd_epi32(none, ones, values), codes.multipliers);
#pragma GCC unroll 4
  for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 2
    for (int d = 0; d < 2; ++d) sums[t][d] = _mm512_dpwssd_epi32(sums[t][d], four[t][d], codes.multipliers);
}

template <int count, int tokens>
AVX512 void quads_of_nibbles(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first,
                             std::int64_t last, float* y) {
  const __m512i places = _mm512_load_si512(matrix.plan->quad_places);
  const std::int64_t blocks = matrix.row_values() / values_a_block;
  const Rows all = rows_of(matrix);
  if (first + rows > last) return;
  // Codes are read a block ahead: from them to the sums is a long way, and what waits for its start takes the room of
  // what could be computed meanwhile.
  Rows coming = rows_at(all, first);
  Soon soon = soon_after(coming);
  __m512i first_heads = heads_of<count>(coming, 0), second_heads = heads_of<count>(coming, 2);
  Half low = half_of<0, count>(first_heads, second_heads, places);
  Half high = half_of<1, count>(first_heads, second_heads, places);
  for (std::int64_t row = first; row + rows <= last; row += rows) {
    const std::uint8_t* values = coming.values;
    const std::uint8_t* columns = x.fixed + token * 4 * x.stride;
    __m512i of_values = _mm512_setzero_si512(), sums[tokens][2];
#pragma GCC unroll 4
    for (int t = 0; t < tokens; ++t) sums[t][0] = sums[t][1] = _mm512_setzero_si512();
    for (std::int64_t b = 0; b < blocks; ++b) {
      prefetch<rows * 64>(soon.values);
      prefetch_codes(soon, rows * codes_a_block);
      prefetch_multipliers(soon, rows * count);
      __m512i bytes[rows];
#pragma GCC unroll 4
      for (int r = 0; r < rows; ++r) bytes[r] = held(_mm512_loadu_si512(values + r * coming.row_bytes));
      transpose_lanes(bytes);
      if (b + 1 < blocks) {
        coming.codes += codes_a_block;
        coming.multipliers += count;
      } else if (row + 2 * rows <= last) {
        coming = rows_at(all, row + rows);
      }
      first_heads = heads_of<count>(coming, 0), second_heads = heads_of<count>(coming, 2);
      const Half next_low = half_of<0, count>(first_heads, second_heads, places);
      const Half next_high = half_of<1, count>(first_heads, second_heads, places);
      add_half<0, tokens>(bytes, low, columns, x.stride, of_values, sums);
      add_half<1, tokens>(bytes, high, columns, x.stride, of_values, sums);
      low = next_low, high = next_high;
      values += 64;
      columns += columns_a_block;
    }
#pragma GCC unroll 4
    for (int t = 0; t < tokens; ++t)
      finish_rows(sum_of_runs(sums[t][0]), sum_of_runs(sums[t][1]), sum_of_runs(of_values), x.steps[token + t],
                  matrix.scales ? matrix.scales + row : nullptr, y + (token + t) * matrix.rows + row);
  }
}

// ---- Choice

// What is left of rows taken four at a time.
void remaining(const Matrix& matrix, const Activations& x, std::int64_t token, int tokens, std::int64_t first,
               std::int64_t last, float* y) {
  const std::int64_t row = last - (last - first) % rows;
  if (row < last) avx512_permuting(matrix)(matrix, x, token, tokens, row, last, y);
}

void bytes_of_tokens(const Matrix& matrix, const Activations& x, std::int64_t token, int tokens, std::int64_t first,
                     std::int64_t last, float* y) {
  remaining(matrix, x, token, tokens, first, last, y);
  switch (tokens) {
    case 1: return quads_of_bytes<1>(matrix, x, token, first, last, y);
    case 2: return quads_of_bytes<2>(matrix, x, token, first, last, y);
    case 3: return quads_of_bytes<3>(matrix, x, token, first, last, y);
    default: return quads_of_bytes<4>(matrix, x, token, first, last, y);
  }
}

template <int count>
void nibbles_of_tokens(const Matrix& matrix, const Activations& x, std::int64_t token, int tokens, std::int64_t first,
                       std::int64_t last, float* y) {
  remaining(matrix, x, token, tokens, first, last, y);
  FOR_TOKENS(quads_of_nibbles, count)
}

}  // namespace

RowKernel avx512_quads(const Matrix& matrix) {
  if (!matrix.plan->quads || matrix.row_values() % values_a_block) return nullptr;
  switch (matrix.type()) {
    case ValueType::int8: return bytes_of_tokens;
    case ValueType::int4: return matrix.scale_columns == 32 ? nibbles_of_tokens<8> : nibbles_of_tokens<4>;
    default: return nullptr;
  }
}

}  // namespace flame_nm

#endif
