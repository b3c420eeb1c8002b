// Kernels for AVX-512 with VBMI, VBMI2 and VNNI (Intel from Ice Lake, AMD from Zen 4).
//
// Where 64 values' codes fit byte permutes (1:2, 2:4, 1:4, 2:8, 1:8, 1:16), activations are permuted to the values:
// VPERMB spreads the codes, VPMULTISHIFTQB cuts them out, VPERMB looks their places up, and two-register permutes fetch
// the activations. VPEXPAND and VPCOMPRESS take several cycles each and are used only for the other patterns.

#include "nm_kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,avx512vnni,fma,f16c")))
#define INLINE AVX512 __attribute__((always_inline)) inline

namespace flame_nm {
namespace {

constexpr int prefetch_bytes = 4096;
constexpr std::int64_t rows_prefetch_bytes = 8192;  // the kernels that take several rows at once

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

// Sums of value * digit for the two biased digits, and of the values: below 2^31 for up to 2^16 columns.
INLINE float finish_digits(__m512i high, __m512i low, __m512i values, double step, const float* scales,
                           std::int64_t row) {
  const __m512i none = _mm512_setzero_si512();
  const __m512i digits = _mm512_add_epi32(_mm512_unpacklo_epi32(high, low), _mm512_unpackhi_epi32(high, low));
  const __m512i of_values = _mm512_add_epi32(_mm512_unpacklo_epi32(values, none), _mm512_unpackhi_epi32(values, none));
  const __m512i all =
      _mm512_add_epi32(_mm512_unpacklo_epi64(digits, of_values), _mm512_unpackhi_epi64(digits, of_values));
  const __m256i half = _mm256_add_epi32(_mm512_castsi512_si256(all), _mm512_extracti64x4_epi64(all, 1));
  alignas(16) std::int32_t sums[4];
  _mm_store_si128(reinterpret_cast<__m128i*>(sums),
                  _mm_add_epi32(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1)));
  const auto sum = [&](int i) -> std::int64_t { return sums[i]; };
  return finish_fixed(sum(0) * 256 + sum(1) - sum(2) * fixed_bias, step, scales, row);
}

// ---- Activations permuted to the values

struct Controls {
  __m512i spread, shift, which, base, position, code_mask;
  __mmask64 code_bytes;
};

INLINE Controls controls_of(const Plan& plan, const Permutation& p) {
  return {_mm512_load_si512(p.spread), _mm512_load_si512(p.shift), _mm512_load_si512(p.which),
          _mm512_load_si512(p.base), _mm512_load_si512(plan.position),
          _mm512_set1_epi8(static_cast<char>(plan.code_mask)), lanes64(plan.code_bytes)};
}

// Column of each of 64 values within its table.
INLINE __m512i columns_of(const Controls& c, const std::uint8_t* codes, __mmask64 bytes) {
  const __m512i spread = _mm512_permutexvar_epi8(c.spread, _mm512_maskz_loadu_epi8(bytes, codes));
  const __m512i field = _mm512_multishift_epi64_epi8(c.shift, spread);
  const __m512i place = _mm512_ternarylogic_epi64(field, c.code_mask, c.which, 0xEA);  // (field & mask) | which
  return _mm512_or_si512(_mm512_permutexvar_epi8(place, c.position), c.base);
}

// Holds a value in a register: left alone, GCC reads it from memory again for each use, and loads bound these kernels.
INLINE __m512i held(__m512i v) {
  asm("" : "+v"(v));
  return v;
}

// Activations that values are to be given: for each of `spans` runs of lanes, two registers that the run draws from.
template <int spans>
struct Tables {
  __m512i low[spans], high[spans];
};

template <int spans>
INLINE Tables<spans> tables_at(const void* x) {
  Tables<spans> tables;
  const auto* p = static_cast<const std::uint8_t*>(x);
#pragma GCC unroll 8
  for (int s = 0; s < spans; ++s) {
    tables.low[s] = _mm512_load_si512(p + 128 * s);
    tables.high[s] = _mm512_load_si512(p + 128 * s + 64);
    if constexpr (spans == 1) {
      tables.low[s] = held(tables.low[s]);
      tables.high[s] = held(tables.high[s]);
    }
  }
  return tables;
}

// The activations of 16 values by their columns, 32 columns a table.
template <int spans>
INLINE __m512 fetch_floats(const Tables<spans>& x, __m512i columns) {
  if constexpr (spans == 1) return _mm512_castsi512_ps(_mm512_permutex2var_epi32(x.low[0], columns, x.high[0]));
  constexpr int lanes = 16 / spans;
#pragma GCC unroll 8
  for (int s = 0; s < spans; ++s)
    columns = _mm512_mask2_permutex2var_epi32(
        x.low[s], columns, static_cast<__mmask16>(((1u << lanes) - 1) << (s * lanes)), x.high[s]);
  return _mm512_castsi512_ps(columns);
}

// The same for 64 values and tables of 128 bytes.
template <int spans>
INLINE __m512i fetch_bytes(const Tables<spans>& x, __m512i columns) {
  if constexpr (spans == 1) return _mm512_permutex2var_epi8(x.low[0], columns, x.high[0]);
  constexpr int lanes = 64 / spans;
#pragma GCC unroll 8
  for (int s = 0; s < spans; ++s)
    columns = _mm512_mask2_permutex2var_epi8(x.low[s], columns, (~0ull >> (64 - lanes)) << (s * lanes), x.high[s]);
  return columns;
}

// Rows are taken together when tokens are few, so that a fetched table of activations serves all of them: the loads of
// these tables, not the arithmetic, bound the kernel. As many rows as leave all sums in registers; an int8 row has one
// more to keep besides its sums. A row's own sum stays in the same order.
constexpr int rows_together(ValueType type, int tokens) { return tokens > 1 ? 1 : type == ValueType::int8 ? 3 : 4; }

// Where the values and codes of a group of neighbouring rows are.
struct Rows {
  const std::uint8_t *values, *codes;
  std::int64_t row_bytes, row_codes;
  const std::uint8_t* ahead;  // values to prefetch: neighbouring rows are one run of memory, and are asked for as one
};

// The rows' codes are few and are asked for at once, their values as the kernel walks (`prefetch`).
template <int rows>
INLINE Rows rows_at(const Matrix& matrix, std::int64_t row) {
  const std::int64_t bytes =
      matrix.row_values() * static_cast<std::int64_t>(value_bytes(static_cast<ValueType>(matrix.value_type)));
  const std::int64_t codes = matrix.groups() * matrix.plan->code_bits / 8;
  const std::uint8_t* const first = matrix.indexes + row * codes;
  for (std::int64_t line = 0; line < rows * codes; line += 64)
    _mm_prefetch(reinterpret_cast<const char*>(first + 2 * rows * codes + line), _MM_HINT_T0);
  const std::uint8_t* const values = static_cast<const std::uint8_t*>(matrix.values) + row * bytes;
  return {values, first, bytes, codes, values + rows_prefetch_bytes};
}

// Asks for as many bytes as one step reads.
template <int bytes>
INLINE void prefetch(Rows& at) {
#pragma GCC unroll 16
  for (int line = 0; line < bytes; line += 64)
    _mm_prefetch(reinterpret_cast<const char*>(at.ahead + line), _MM_HINT_T0);
  at.ahead += bytes;
}

// Adds 64 values of each row; `left` of them are there, all of them when whole.
template <ValueType type, int spans, int rows, int tokens, bool whole>
INLINE void add_floats(const Controls& controls, const Rows& at, const float* x, std::int64_t stride, std::int64_t left,
                       __mmask64 code_bytes, __m512 (&sums)[rows][tokens][4]) {
  constexpr int size = type == ValueType::fp32 ? 4 : 2;
  __m512i places[rows];
#pragma GCC unroll 4
  for (int r = 0; r < rows; ++r) places[r] = columns_of(controls, at.codes + r * at.row_codes, code_bytes);
#pragma GCC unroll 4
  for (int k = 0; k < 4; ++k) {
    __m512 w[rows];
#pragma GCC unroll 4
    for (int r = 0; r < rows; ++r) {
      const std::uint8_t* values = at.values + r * at.row_bytes + 16 * k * size;
      w[r] = whole ? load_values<type>(values) : load_values<type>(values, lanes16(left - 16 * k));
    }
#pragma GCC unroll 4
    for (int t = 0; t < tokens; ++t) {
      const Tables<spans> tables = tables_at<spans>(x + t * stride + 32 * spans * k);
#pragma GCC unroll 4
      for (int r = 0; r < rows; ++r)
        sums[r][t][k] = _mm512_fmadd_ps(w[r], fetch_floats<spans>(tables, places[r]), sums[r][t][k]);
    }
#pragma GCC unroll 4
    for (int r = 0; r < rows; ++r) places[r] = _mm512_srli_epi32(places[r], 8);
  }
}

template <ValueType type, int spans, int rows, int tokens>
AVX512 void permute_floats(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first,
                           std::int64_t last, float* y) {
  constexpr int size = type == ValueType::fp32 ? 4 : 2;
  const Controls controls = controls_of(*matrix.plan, matrix.plan->as_floats);
  const std::int64_t full = matrix.row_values() / 64, rest = matrix.row_values() % 64;
  const std::int64_t code_bytes = matrix.plan->code_bytes;
  std::int64_t row = first;
  for (; row + rows <= last; row += rows) {
    Rows at = rows_at<rows>(matrix, row);
    const float* columns = x.floats + token * x.stride;
    __m512 sums[rows][tokens][4];
#pragma GCC unroll 4
    for (int r = 0; r < rows; ++r)
#pragma GCC unroll 4
      for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 4
        for (int k = 0; k < 4; ++k) sums[r][t][k] = _mm512_setzero_ps();
    for (std::int64_t b = 0; b < full; ++b, columns += 128 * spans) {
      prefetch<rows * 64 * size>(at);
      add_floats<type, spans, rows, tokens, true>(controls, at, columns, x.stride, 64, controls.code_bytes, sums);
      at.values += 64 * size;
      at.codes += code_bytes;
    }
    if (rest)
      add_floats<type, spans, rows, tokens, false>(controls, at, columns, x.stride, rest,
                                                   lanes64(at.row_codes - full * code_bytes), sums);
#pragma GCC unroll 4
    for (int r = 0; r < rows; ++r)
#pragma GCC unroll 4
      for (int t = 0; t < tokens; ++t) y[(token + t) * matrix.rows + row + r] = sum_of(sums[r][t]);
  }
  if constexpr (rows > 1) permute_floats<type, spans, 1, tokens>(matrix, x, token, row, last, y);
}

template <int spans, int rows, int tokens>
INLINE void add_bytes(const Controls& controls, const Rows& at, const std::uint8_t* x, std::int64_t stride,
                      __mmask64 left, __mmask64 code_bytes, __m512i (&of_values)[rows],
                      __m512i (&sums)[rows][tokens][2]) {
  __m512i places[rows], w[rows];
#pragma GCC unroll 4
  for (int r = 0; r < rows; ++r) {
    places[r] = columns_of(controls, at.codes + r * at.row_codes, code_bytes);
    w[r] = held(_mm512_maskz_loadu_epi8(left, at.values + r * at.row_bytes));
    of_values[r] = _mm512_dpbusd_epi32(of_values[r], _mm512_set1_epi8(1), w[r]);
  }
#pragma GCC unroll 4
  for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 2
    for (int d = 0; d < 2; ++d) {
      const Tables<spans> tables = tables_at<spans>(x + (4 * t + d) * stride);
#pragma GCC unroll 4
      for (int r = 0; r < rows; ++r)
        sums[r][t][d] = _mm512_dpbusd_epi32(sums[r][t][d], fetch_bytes<spans>(tables, places[r]), w[r]);
    }
}

template <int spans, int rows, int tokens>
AVX512 void permute_bytes(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first,
                          std::int64_t last, float* y) {
  const Controls controls = controls_of(*matrix.plan, matrix.plan->as_bytes);
  const std::int64_t full = matrix.row_values() / 64, rest = matrix.row_values() % 64;
  const std::int64_t code_bytes = matrix.plan->code_bytes;
  std::int64_t row = first;
  for (; row + rows <= last; row += rows) {
    Rows at = rows_at<rows>(matrix, row);
    const std::uint8_t* columns = x.fixed + token * 4 * x.stride;
    __m512i of_values[rows], sums[rows][tokens][2];
#pragma GCC unroll 4
    for (int r = 0; r < rows; ++r) {
      of_values[r] = _mm512_setzero_si512();
#pragma GCC unroll 4
      for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 2
        for (int d = 0; d < 2; ++d) sums[r][t][d] = _mm512_setzero_si512();
    }
    for (std::int64_t b = 0; b < full; ++b, columns += 128 * spans) {
      prefetch<rows * 64>(at);
      add_bytes<spans, rows, tokens>(controls, at, columns, x.stride, ~0ull, controls.code_bytes, of_values, sums);
      at.values += 64;
      at.codes += code_bytes;
    }
    if (rest)
      add_bytes<spans, rows, tokens>(controls, at, columns, x.stride, lanes64(rest),
                                     lanes64(at.row_codes - full * code_bytes), of_values, sums);
#pragma GCC unroll 4
    for (int r = 0; r < rows; ++r)
#pragma GCC unroll 4
      for (int t = 0; t < tokens; ++t)
        y[(token + t) * matrix.rows + row + r] =
            finish_digits(sums[r][t][0], sums[r][t][1], of_values[r], x.steps[token + t], matrix.scales,
                          row + r);
  }
  if constexpr (rows > 1) permute_bytes<spans, 1, tokens>(matrix, x, token, row, last, y);
}

// ---- Values expanded to their columns, 64 columns a step

template <ValueType type, bool dense, int tokens>
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
      if constexpr (dense) {
#pragma GCC unroll 4
        for (int k = 0; k < 4; ++k)
          w[k] = load_values<type>(values + 16 * k * size, lanes16(columns - column - 16 * k));
      } else {
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

template <bool dense, int tokens>
AVX512 void expand_bytes(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first,
                         std::int64_t last, float* y) {
  const Plan& plan = *matrix.plan;
  const std::int64_t row_values = matrix.row_values(), columns = matrix.row_columns();
  const std::int64_t step_values = block * plan.keep / plan.group;
  const __m512i ones = _mm512_set1_epi8(1);
  for (std::int64_t row = first; row < last; ++row) {
    const std::uint8_t* values = static_cast<const std::uint8_t*>(matrix.values) + row * row_values;
    const std::int64_t row_bit = row * matrix.groups() * plan.code_bits;
    __m512i of_values = _mm512_setzero_si512(), sums[tokens][2];
#pragma GCC unroll 4
    for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 2
      for (int d = 0; d < 2; ++d) sums[t][d] = _mm512_setzero_si512();
    for (std::int64_t column = 0; column < columns; column += block, values += step_values) {
      _mm_prefetch(reinterpret_cast<const char*>(values + prefetch_bytes), _MM_HINT_T0);
      const __m512i w = dense ? _mm512_maskz_loadu_epi8(lanes64(columns - column), values)
                              : _mm512_maskz_expandloadu_epi8(kept_columns(matrix, row_bit, column, columns), values);
      of_values = _mm512_dpbusd_epi32(of_values, ones, w);
#pragma GCC unroll 4
      for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 2
        for (int d = 0; d < 2; ++d)
          sums[t][d] = _mm512_dpbusd_epi32(
              sums[t][d], _mm512_loadu_si512(x.fixed + (4 * (token + t) + d) * x.stride + column), w);
    }
#pragma GCC unroll 4
    for (int t = 0; t < tokens; ++t)
      y[(token + t) * matrix.rows + row] =
          finish_digits(sums[t][0], sums[t][1], of_values, x.steps[token + t], matrix.scales, row);
  }
}

// ---- Choice

#define FOR_TOKENS(function, ...)                                                              \
  switch (tokens) {                                                                            \
    case 1: return function<__VA_ARGS__, 1>(matrix, x, token, first, last, y);                 \
    case 2: return function<__VA_ARGS__, 2>(matrix, x, token, first, last, y);                 \
    case 3: return function<__VA_ARGS__, 3>(matrix, x, token, first, last, y);                 \
    default: return function<__VA_ARGS__, 4>(matrix, x, token, first, last, y);                \
  }

template <ValueType type, int spans, int tokens>
void permuting(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first, std::int64_t last,
               float* y) {
  constexpr int rows = rows_together(type, tokens);
  if constexpr (type == ValueType::int8) {
    permute_bytes<spans, rows, tokens>(matrix, x, token, first, last, y);
  } else {
    permute_floats<type, spans, rows, tokens>(matrix, x, token, first, last, y);
  }
}

template <ValueType type, int spans>
void permuting(const Matrix& matrix, const Activations& x, std::int64_t token, int tokens, std::int64_t first,
               std::int64_t last, float* y) {
  FOR_TOKENS(permuting, type, spans)
}

template <ValueType type, bool dense>
void expanding(const Matrix& matrix, const Activations& x, std::int64_t token, int tokens, std::int64_t first,
               std::int64_t last, float* y) {
  if constexpr (type == ValueType::int8) {
    FOR_TOKENS(expand_bytes, dense)
  } else {
    FOR_TOKENS(expand_floats, type, dense)
  }
}

template <ValueType type>
RowKernel kernel_for(const Matrix& matrix) {
  const Plan& plan = *matrix.plan;
  if (plan.dense) return expanding<type, true>;
  if (plan.spans && matrix.rows_start_on_bytes()) {
    switch (plan.spans) {
      case 1: return permuting<type, 1>;
      case 2: return permuting<type, 2>;
      case 4: return permuting<type, 4>;
      default: return permuting<type, 8>;
    }
  }
  if (plan.unit_bits && (!plan.unit_mask.empty() || matrix.rows_start_on_bytes())) return expanding<type, false>;
  return nullptr;
}

}  // namespace

bool has_avx512() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") &&
         __builtin_cpu_supports("avx512vnni");
}

RowKernel avx512_kernel(const Matrix& matrix) {
  switch (static_cast<ValueType>(matrix.value_type)) {
    case ValueType::fp32: return kernel_for<ValueType::fp32>(matrix);
    case ValueType::bf16: return kernel_for<ValueType::bf16>(matrix);
    case ValueType::fp16: return kernel_for<ValueType::fp16>(matrix);
    default:  // the sums of more columns would overflow 32 bits
      return matrix.cols <= std::int64_t{1} << 16 ? kernel_for<ValueType::int8>(matrix) : nullptr;
  }
}

AVX512 void fixed_avx512(const float* x, std::int64_t cols, double inverse_step, std::int64_t stride,
                         std::uint8_t* fixed) {
  for (std::int64_t c = 0; c < cols; ++c) {
    const std::int32_t biased = fixed_point(x[c], inverse_step) + fixed_bias;
    fixed[c] = static_cast<std::uint8_t>(biased >> 8);
    fixed[stride + c] = static_cast<std::uint8_t>(biased);
  }
  for (int digit = 0; digit < 2; ++digit)
    std::memset(fixed + digit * stride + cols, 0, static_cast<std::size_t>(stride - cols));
}

AVX512 std::uint64_t read_words_avx512(const std::uint8_t* p, std::size_t bytes) {
  __m512i sums[4] = {};
  for (std::size_t i = 0; i + 256 <= bytes; i += 256)
#pragma GCC unroll 4
    for (std::size_t k = 0; k < 4; ++k) {
      _mm_prefetch(reinterpret_cast<const char*>(p + i + 64 * k + prefetch_bytes), _MM_HINT_T0);
      sums[k] = _mm512_add_epi64(sums[k], _mm512_loadu_si512(p + i + 64 * k));
    }
  const __m512i all = _mm512_add_epi64(_mm512_add_epi64(sums[0], sums[1]), _mm512_add_epi64(sums[2], sums[3]));
  return static_cast<std::uint64_t>(_mm512_reduce_add_epi64(all));
}

}  // namespace flame_nm

#else

namespace flame_nm {

bool has_avx512() { return false; }
RowKernel avx512_kernel(const Matrix&) { return nullptr; }
void fixed_avx512(const float*, std::int64_t, double, std::int64_t, std::uint8_t*) {}
std::uint64_t read_words_avx512(const std::uint8_t*, std::size_t) { return 0; }

}  // namespace flame_nm

#endif
