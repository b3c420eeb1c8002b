// What the AVX-512 kernels share. Included by them alone, within x86-64.

#pragma once

#include <immintrin.h>

#include "nm_kernels.h"

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,avx512vnni,gfni,fma,f16c")))
#define INLINE AVX512 __attribute__((always_inline)) inline

namespace flame_nm {

// Kernels by how values meet their activations; null where a matrix is none of theirs.
RowKernel avx512_quads(const Matrix& matrix);
RowKernel avx512_permuting(const Matrix& matrix);
RowKernel avx512_expanding(const Matrix& matrix);
RowKernel avx512_dense(const Matrix& matrix);

constexpr std::int64_t most_nibbles = 1 << 14;  // int4 values in a row whose sums fit 32 bits

namespace {

constexpr int prefetch_bytes = 4096;
constexpr std::int64_t far_bytes = 8192, near_bytes = 2048;  // the kernels that take several rows at once
constexpr std::int64_t codes_ahead = 1536, multipliers_ahead = 512;

// Bits [0, n) of a mask, n clamped to its width.
INLINE __mmask16 lanes16(std::int64_t n) {
  return static_cast<__mmask16>(n >= 16 ? 0xFFFF : n <= 0 ? 0 : (1u << n) - 1);
}
INLINE __mmask64 lanes64(std::int64_t n) { return n >= 64 ? ~0ull : n <= 0 ? 0 : (1ull << n) - 1; }

// Sixteen values as floats; with a mask, the others are zero and not read.
template <ValueType type>
INLINE __m512 load_values(const std::uint8_t* p) {
  if constexpr (type == ValueType::fp32) return _mm512_loadu_ps(p);
  const __m256i words = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
  if constexpr (type == ValueType::fp16) return _mm512_cvtph_ps(words);
  return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(words), 16));
}
template <ValueType type>
INLINE __m512 load_values(const std::uint8_t* p, __mmask16 lanes) {
  if constexpr (type == ValueType::fp32) return _mm512_maskz_loadu_ps(lanes, p);
  const __m256i words = _mm256_maskz_loadu_epi16(lanes, p);
  if constexpr (type == ValueType::fp16) return _mm512_cvtph_ps(words);
  return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(words), 16));
}

INLINE float sum_of(const __m512* a) {
  const __m512 all = _mm512_add_ps(_mm512_add_ps(a[0], a[1]), _mm512_add_ps(a[2], a[3]));
  const __m256 eight = _mm256_add_ps(_mm512_castps512_ps256(all), _mm512_extractf32x8_ps(all, 1));
  __m128 four = _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
  four = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(four, _mm_movehdup_ps(four)));
}

// A row from lanes' sums of value * digit for the two digits, and of a third that counts `weight` times and is taken
// away, as `minus` is. With int8 a lane's are below 2^31 for up to 2^16 columns; with int4 below 2^29 for up to
// most_nibbles values of a row, so four lanes' are below 2^31.
INLINE float finish_digits(__m512i high, __m512i low, __m512i third, std::int64_t weight, std::int64_t minus, double step,
                           const float* scales, std::int64_t row) {
  const __m512i none = _mm512_setzero_si512();
  const __m512i digits = _mm512_add_epi32(_mm512_unpacklo_epi32(high, low), _mm512_unpackhi_epi32(high, low));
  const __m512i thirds = _mm512_add_epi32(_mm512_unpacklo_epi32(third, none), _mm512_unpackhi_epi32(third, none));
  const __m512i all = _mm512_add_epi32(_mm512_unpacklo_epi64(digits, thirds), _mm512_unpackhi_epi64(digits, thirds));
  const __m512i wide = _mm512_add_epi64(_mm512_cvtepi32_epi64(_mm512_castsi512_si256(all)),
                                        _mm512_cvtepi32_epi64(_mm512_extracti64x4_epi64(all, 1)));
  alignas(32) std::int64_t sums[4];
  _mm256_store_si256(reinterpret_cast<__m256i*>(sums),
                     _mm256_add_epi64(_mm512_castsi512_si256(wide), _mm512_extracti64x4_epi64(wide, 1)));
  return finish_fixed(sums[0] * 256 + sums[1] - sums[2] * weight - minus, step, scales, row);
}

// Sums of integer rows taken together: they start at nothing, and end in one rounding a row.
template <int rows, int tokens>
INLINE void clear(__m512i (&of_values)[rows], __m512i (&sums)[rows][tokens][2]) {
#pragma GCC unroll 4
  for (int r = 0; r < rows; ++r) {
    of_values[r] = _mm512_setzero_si512();
#pragma GCC unroll 4
    for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 2
      for (int d = 0; d < 2; ++d) sums[r][t][d] = _mm512_setzero_si512();
  }
}

template <int rows, int tokens>
INLINE void finish(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t row,
                   const __m512i (&of_values)[rows], const __m512i (&sums)[rows][tokens][2], float* y) {
#pragma GCC unroll 4
  for (int r = 0; r < rows; ++r)
#pragma GCC unroll 4
    for (int t = 0; t < tokens; ++t)
      y[(token + t) * matrix.rows + row + r] =
          finish_digits(sums[r][t][0], sums[r][t][1], of_values[r], fixed_bias, 0, x.steps[token + t], matrix.scales,
                        row + r);
}

// Holds a value in a register: left alone, GCC reads it from memory again for each use, and loads bound these kernels.
INLINE __m512i held(__m512i v) {
  asm("" : "+v"(v));
  return v;
}

// The int4 values of 64 bytes, sign extended: of a whole block of 128 the first 64 and the last. Each result's bits are
// bits of the byte, the upper ones the sign: one product with a matrix of bits, whose first byte is for the highest bit.
INLINE __m512i low_nibbles(__m512i bytes) {
  return _mm512_gf2p8affine_epi64_epi8(bytes, _mm512_set1_epi64(0x0102040808080808), 0);
}
INLINE __m512i high_nibbles(__m512i bytes) {
  return _mm512_gf2p8affine_epi64_epi8(bytes, _mm512_set1_epi64(0x1020408080808080), 0);
}

// A block of `values` values, fewer than 128, in order; zeros follow.
INLINE void last_nibbles(const std::uint8_t* p, std::int64_t values, std::uint8_t* out) {
  const std::int64_t half = (values + 1) / 2;
  const __m512i bytes = _mm512_maskz_loadu_epi8(lanes64(half), p), none = _mm512_setzero_si512();
  _mm512_storeu_si512(out, none);
  _mm512_storeu_si512(out + 64, none);
  _mm512_mask_storeu_epi8(out, lanes64(half), low_nibbles(bytes));
  _mm512_mask_storeu_epi8(out + half, lanes64(values - half), high_nibbles(bytes));
}

// Rows of 64 bytes become columns: register c has bytes 4c to 4c + 3 of all sixteen.
INLINE void transpose(__m512i (&m)[16]) {
  __m512i a[16];
#pragma GCC unroll 8
  for (int i = 0; i < 16; i += 2) {
    a[i] = _mm512_unpacklo_epi32(m[i], m[i + 1]);
    a[i + 1] = _mm512_unpackhi_epi32(m[i], m[i + 1]);
  }
#pragma GCC unroll 4
  for (int i = 0; i < 16; i += 4) {  // a run of 128 bits has one column of four rows
    m[i] = _mm512_unpacklo_epi64(a[i], a[i + 2]);
    m[i + 1] = _mm512_unpackhi_epi64(a[i], a[i + 2]);
    m[i + 2] = _mm512_unpacklo_epi64(a[i + 1], a[i + 3]);
    m[i + 3] = _mm512_unpackhi_epi64(a[i + 1], a[i + 3]);
  }
#pragma GCC unroll 4
  for (int i = 0; i < 4; ++i) {
    a[i] = _mm512_shuffle_i32x4(m[i], m[4 + i], 0x88);
    a[4 + i] = _mm512_shuffle_i32x4(m[i], m[4 + i], 0xDD);
    a[8 + i] = _mm512_shuffle_i32x4(m[8 + i], m[12 + i], 0x88);
    a[12 + i] = _mm512_shuffle_i32x4(m[8 + i], m[12 + i], 0xDD);
  }
#pragma GCC unroll 4
  for (int i = 0; i < 4; ++i) {
    m[i] = _mm512_shuffle_i32x4(a[i], a[8 + i], 0x88);
    m[4 + i] = _mm512_shuffle_i32x4(a[4 + i], a[12 + i], 0x88);
    m[8 + i] = _mm512_shuffle_i32x4(a[i], a[8 + i], 0xDD);
    m[12 + i] = _mm512_shuffle_i32x4(a[4 + i], a[12 + i], 0xDD);
  }
}

// Multipliers of the 64 values of a step, `count` of them in order: each in the low half of the lanes that it is for.
template <int count>
struct MultiplierPlaces {
  alignas(64) std::uint8_t bytes[64];
  constexpr MultiplierPlaces() : bytes() {
    for (int i = 0; i < 64; ++i) bytes[i] = static_cast<std::uint8_t>(i % 4 ? 0x80 : i / 4 * count / 16);
  }
};
template <int count>
constexpr MultiplierPlaces<count> multiplier_places{};

template <int count>
INLINE __m512i load_multipliers(const std::uint8_t* p) {
  static_assert(count == 1 || count == 2 || count == 4 || count == 8 || count == 16);
  __m512i repeated;
  if constexpr (count == 16) {
    repeated = _mm512_broadcast_i32x4(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
  } else if constexpr (count == 8) {
    std::int64_t eight;
    std::memcpy(&eight, p, 8);
    repeated = _mm512_set1_epi64(eight);
  } else if constexpr (count == 4) {
    std::int32_t four;
    std::memcpy(&four, p, 4);
    repeated = _mm512_set1_epi32(four);
  } else if constexpr (count == 2) {
    std::int16_t two;
    std::memcpy(&two, p, 2);
    repeated = _mm512_set1_epi16(two);
  } else {
    repeated = _mm512_set1_epi8(static_cast<char>(*p));
  }
  return _mm512_shuffle_epi8(repeated, _mm512_load_si512(multiplier_places<count>.bytes));
}
// The first `left` of them, for the end of a row.
template <int count>
INLINE __m512i load_multipliers(const std::uint8_t* p, std::int64_t left) {
  const __m128i some = _mm_maskz_loadu_epi8(lanes16(left), p);
  return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(some), _mm512_load_si512(multiplier_places<count>.bytes));
}

// Where the values, codes and multipliers of a group of neighbouring rows are.
struct Rows {
  const std::uint8_t *values, *codes, *multipliers;
  std::int64_t row_bytes, row_codes, row_multipliers;
};

INLINE Rows rows_of(const Matrix& matrix) {
  return {static_cast<const std::uint8_t*>(matrix.values), matrix.indexes, matrix.multipliers, matrix.row_bytes(),
          matrix.groups() * matrix.plan->code_bits / 8, matrix.row_multipliers()};
}

INLINE Rows rows_at(const Rows& all, std::int64_t row) {
  return {all.values + row * all.row_bytes, all.codes + row * all.row_codes, all.multipliers + row * all.row_multipliers,
          all.row_bytes, all.row_codes, all.row_multipliers};
}

// What a kernel asks for as it walks through rows: neighbouring ones are one run of memory of each kind.
struct Soon {
  const std::uint8_t *values, *codes, *multipliers;
};

INLINE Soon soon_after(const Rows& at) { return {at.values, at.codes, at.multipliers}; }

// Asks for values that come after those at p, as many bytes as one step reads. Far ahead for the second cache, which waits
// for more lines at a time than the first.
template <int bytes>
INLINE void prefetch(const std::uint8_t*& p) {
#pragma GCC unroll 16
  for (int line = 0; line < bytes; line += 64) {
    _mm_prefetch(reinterpret_cast<const char*>(p + line + far_bytes), _MM_HINT_T1);
    _mm_prefetch(reinterpret_cast<const char*>(p + line + near_bytes), _MM_HINT_T0);
  }
  p += bytes;
}

// The same of at most 128 bytes of codes or multipliers. A little in each step: those of whole rows at once would hold up
// the values.
INLINE void prefetch_little(const std::uint8_t*& p, std::int64_t bytes, std::int64_t distance) {
  _mm_prefetch(reinterpret_cast<const char*>(p + distance), _MM_HINT_T0);
  if (bytes > 64) _mm_prefetch(reinterpret_cast<const char*>(p + distance + 64), _MM_HINT_T0);
  p += bytes;
}

INLINE void prefetch_codes(Soon& soon, std::int64_t bytes) { prefetch_little(soon.codes, bytes, codes_ahead); }
INLINE void prefetch_multipliers(Soon& soon, std::int64_t bytes) {
  prefetch_little(soon.multipliers, bytes, multipliers_ahead);
}

}  // namespace
}  // namespace flame_nm
