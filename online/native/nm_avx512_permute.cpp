// AVX-512 kernels that permute activations to the values.
//
// Where 64 values' codes fit byte permutes (1:2, 2:4, 1:4, 2:8, 1:8, 1:16): VPERMB spreads the codes, VPMULTISHIFTQB cuts
// them out, VPERMB looks their places up, and two-register permutes fetch the activations.

#include "nm_kernels.h"

#if defined(__x86_64__)

#include "nm_avx512.h"

namespace flame_nm {
namespace {

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
constexpr int rows_together(ValueType type, int tokens) {
  return tokens > 1 ? 1 : type == ValueType::int4 ? 2 : type == ValueType::int8 ? 3 : 4;
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
  const Rows all = rows_of(matrix);
  std::int64_t row = first;
  for (; row + rows <= last; row += rows) {
    Rows at = rows_at(all, row);
    Soon soon = soon_after(at);
    const float* columns = x.floats + token * x.stride;
    __m512 sums[rows][tokens][4];
#pragma GCC unroll 4
    for (int r = 0; r < rows; ++r)
#pragma GCC unroll 4
      for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 4
        for (int k = 0; k < 4; ++k) sums[r][t][k] = _mm512_setzero_ps();
    for (std::int64_t b = 0; b < full; ++b, columns += 128 * spans) {
      prefetch<rows * 64 * size>(soon.values);
      prefetch_codes(soon, rows * code_bytes);
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
  const Rows all = rows_of(matrix);
  std::int64_t row = first;
  for (; row + rows <= last; row += rows) {
    Rows at = rows_at(all, row);
    Soon soon = soon_after(at);
    const std::uint8_t* columns = x.fixed + token * 4 * x.stride;
    __m512i of_values[rows], sums[rows][tokens][2];
    clear(of_values, sums);
    for (std::int64_t b = 0; b < full; ++b, columns += 128 * spans) {
      prefetch<rows * 64>(soon.values);
      prefetch_codes(soon, rows * code_bytes);
      add_bytes<spans, rows, tokens>(controls, at, columns, x.stride, ~0ull, controls.code_bytes, of_values, sums);
      at.values += 64;
      at.codes += code_bytes;
    }
    if (rest)
      add_bytes<spans, rows, tokens>(controls, at, columns, x.stride, lanes64(rest),
                                     lanes64(at.row_codes - full * code_bytes), of_values, sums);
    finish(matrix, x, token, row, of_values, sums, y);
  }
  if constexpr (rows > 1) permute_bytes<spans, 1, tokens>(matrix, x, token, row, last, y);
}

// Adds 64 int4 values of each row, given as bytes; fewer have `scaled` multipliers. A lane's four products with one digit
// fit 16 bits, so that multiplying them by their multiplier is one more dot product, of pairs whose second number counts
// for nothing.
template <int spans, int count, int rows, int tokens, bool whole>
INLINE void add_nibbles(const Controls& controls, const Rows& at, const __m512i (&w)[rows], const std::uint8_t* x,
                        std::int64_t stride, std::int64_t scaled, __mmask64 code_bytes, __m512i (&of_values)[rows],
                        __m512i (&sums)[rows][tokens][2]) {
  const __m512i none = _mm512_setzero_si512();
  __m512i places[rows], multipliers[rows];
#pragma GCC unroll 4
  for (int r = 0; r < rows; ++r) {
    places[r] = columns_of(controls, at.codes + r * at.row_codes, code_bytes);
    const std::uint8_t* const own = at.multipliers + r * at.row_multipliers;
    multipliers[r] = held(whole ? load_multipliers<count>(own) : load_multipliers<count>(own, scaled));
    const __m512i four = _mm512_dpbusd_epi32(none, _mm512_set1_epi8(1), w[r]);
    of_values[r] = _mm512_dpwssd_epi32(of_values[r], four, multipliers[r]);
  }
#pragma GCC unroll 4
  for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 2
    for (int d = 0; d < 2; ++d) {
      const Tables<spans> tables = tables_at<spans>(x + (4 * t + d) * stride);
#pragma GCC unroll 4
      for (int r = 0; r < rows; ++r) {
        const __m512i four = _mm512_dpbusd_epi32(none, fetch_bytes<spans>(tables, places[r]), w[r]);
        sums[r][t][d] = _mm512_dpwssd_epi32(sums[r][t][d], four, multipliers[r]);
      }
    }
}

template <int spans, int count, int rows, int tokens>
AVX512 void permute_nibbles(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first,
                            std::int64_t last, float* y) {
  const Controls controls = controls_of(*matrix.plan, matrix.plan->as_bytes);
  const std::int64_t full = matrix.row_values() / 128, rest = matrix.row_values() % 128;
  const std::int64_t code_bytes = matrix.plan->code_bytes;
  const Rows all = rows_of(matrix);
  std::int64_t row = first;
  for (; row + rows <= last; row += rows) {
    Rows at = rows_at(all, row);
    Soon soon = soon_after(at);
    const std::uint8_t* columns = x.fixed + token * 4 * x.stride;
    __m512i of_values[rows], sums[rows][tokens][2], w[rows], bytes[rows];
    clear(of_values, sums);
    const auto next = [&]() AVX512 __attribute__((always_inline)) {
      at.codes += code_bytes;
      at.multipliers += count;
      columns += 128 * spans;
    };
    for (std::int64_t b = 0; b < full; ++b) {
      prefetch<rows * 64>(soon.values);
      prefetch_codes(soon, 2 * rows * code_bytes);
      prefetch_multipliers(soon, 2 * rows * count);
#pragma GCC unroll 4
      for (int r = 0; r < rows; ++r) {
        bytes[r] = held(_mm512_loadu_si512(at.values + r * at.row_bytes));
        w[r] = held(low_nibbles(bytes[r]));
      }
      add_nibbles<spans, count, rows, tokens, true>(controls, at, w, columns, x.stride, count, controls.code_bytes,
                                                    of_values, sums);
      next();
#pragma GCC unroll 4
      for (int r = 0; r < rows; ++r) w[r] = held(high_nibbles(bytes[r]));
      add_nibbles<spans, count, rows, tokens, true>(controls, at, w, columns, x.stride, count, controls.code_bytes,
                                                    of_values, sums);
      next();
      at.values += 64;
    }
    if (rest) {
      alignas(64) std::uint8_t last_values[rows][128];
      for (int r = 0; r < rows; ++r) last_nibbles(at.values + r * at.row_bytes, rest, last_values[r]);
      for (std::int64_t done = 0, steps = 2 * full; done < rest; done += 64, ++steps, next()) {
#pragma GCC unroll 4
        for (int r = 0; r < rows; ++r) w[r] = _mm512_load_si512(last_values[r] + done);
        add_nibbles<spans, count, rows, tokens, false>(controls, at, w, columns, x.stride,
                                                       at.row_multipliers - steps * count,
                                                       lanes64(at.row_codes - steps * code_bytes) & controls.code_bytes,
                                                       of_values, sums);
      }
    }
    finish(matrix, x, token, row, of_values, sums, y);
  }
  if constexpr (rows > 1) permute_nibbles<spans, count, 1, tokens>(matrix, x, token, row, last, y);
}

// ---- Choice

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

template <int spans, int count, int tokens>
void permuting_nibbles(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first,
                       std::int64_t last, float* y) {
  permute_nibbles<spans, count, rows_together(ValueType::int4, tokens), tokens>(matrix, x, token, first, last, y);
}

template <int spans, int count>
void permuting_nibbles(const Matrix& matrix, const Activations& x, std::int64_t token, int tokens, std::int64_t first,
                       std::int64_t last, float* y) {
  FOR_TOKENS(permuting_nibbles, spans, count)
}

template <ValueType type>
RowKernel kernel_for(int spans) {
  switch (spans) {
    case 1: return permuting<type, 1>;
    case 2: return permuting<type, 2>;
    case 4: return permuting<type, 4>;
    default: return permuting<type, 8>;
  }
}

// 64 values have 128 columns a span, which are 128 / 32 or 128 / 64 multipliers.
template <int multipliers>
RowKernel kernel_of_nibbles(int spans) {
  switch (spans) {
    case 1: return permuting_nibbles<1, multipliers>;
    case 2: return permuting_nibbles<2, 2 * multipliers>;
    case 4: return permuting_nibbles<4, 4 * multipliers>;
    default: break;
  }
  if constexpr (multipliers == 2) return permuting_nibbles<8, 16>;
  return nullptr;  // two values to a multiplier, where a lane takes four
}

}  // namespace

RowKernel avx512_permuting(const Matrix& matrix) {
  const int spans = matrix.plan->spans;
  if (!spans || !matrix.rows_start_on_bytes()) return nullptr;
  switch (matrix.type()) {
    case ValueType::fp32: return kernel_for<ValueType::fp32>(spans);
    case ValueType::bf16: return kernel_for<ValueType::bf16>(spans);
    case ValueType::fp16: return kernel_for<ValueType::fp16>(spans);
    case ValueType::int8: return kernel_for<ValueType::int8>(spans);
    default: return matrix.scale_columns == 32 ? kernel_of_nibbles<4>(spans) : kernel_of_nibbles<2>(spans);
  }
}

}  // namespace flame_nm

#endif
