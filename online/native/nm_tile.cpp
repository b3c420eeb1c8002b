#include "nm_tile.h"

#if defined(__x86_64__)

#include <algorithm>

#include "nm_avx512.h"

namespace flame_nm {
namespace {

constexpr int lanes = 16;                              // rows of a register: each has a lane of its own
constexpr int registers = static_cast<int>(panel_rows) / lanes;
constexpr int tokens_together = 6;                     // 24 sums, four registers of weights, one activation
constexpr std::int64_t stretch = 32;                   // columns whose weights' magnitudes are added up together
constexpr std::int64_t pair_numbers = 2 * panel_rows;  // of a panel, for two columns
// A sum fits 32 bits while the magnitudes of its weights add up to this much: activations are within most_steps, and
// what was carried away leaves 16 bits behind. A stretch does: int4 values times their multiplier are within 8 * 255.
constexpr std::int32_t most_magnitude = 1 << 16;
static_assert(std::int64_t{most_magnitude} * most_steps + 0xFFFF < std::int64_t{1} << 31);
static_assert(stretch * 8 * 255 <= most_magnitude);

struct alignas(64) Line {
  std::uint8_t bytes[64];
};

// Sixty-four rows as 16-bit numbers, pairs of columns side by side: [columns / 2, panel_rows, 2], zeros included.
struct Panel {
  std::vector<Line> memory;
  std::vector<std::int64_t> ends;  // in pairs of columns: sums fit 32 bits from one to the next
  double scales[panel_rows];

  std::int16_t* numbers() { return reinterpret_cast<std::int16_t*>(memory.data()); }
};

// What unpacking needs beside the panel.
struct Workbench {
  std::vector<Line> values;       // a byte each, a row after the other
  std::vector<Line> multipliers;  // [stretches, lanes] pairs of 16-bit numbers
  std::vector<Line> magnitudes;   // [stretches, panel_rows] of int4 weights

  static Line* grow(std::vector<Line>& memory, std::int64_t lines) {
    memory.resize(std::max(memory.size(), static_cast<std::size_t>(lines)));
    return memory.data();
  }
};

// 64 columns of a row in order, its zeros included; `there` of its values are read.
template <bool dense>
INLINE __m512i columns_at(const Matrix& matrix, std::int64_t row_bit, std::int64_t column, std::int64_t columns,
                          const std::uint8_t* values, __mmask64 there) {
  const __m512i read = _mm512_maskz_loadu_epi8(there, values);
  if constexpr (dense) return read;
  return _mm512_maskz_expand_epi8(kept_columns(matrix, row_bit, column, columns), read);
}

AVX512 void decode_nibbles(const std::uint8_t* values, std::int64_t count, std::uint8_t* decoded) {
  for (; count >= 128; count -= 128, values += 64, decoded += 128) {
    const __m512i bytes = _mm512_loadu_si512(values);
    _mm512_storeu_si512(decoded, low_nibbles(bytes));
    _mm512_storeu_si512(decoded + 64, high_nibbles(bytes));
  }
  if (count) last_nibbles(values, count, decoded);
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

// Of four columns of sixteen rows the first two, then the others: byte i of the result.
struct Halves {
  alignas(64) std::uint8_t from[64];
  constexpr Halves() : from() {
    for (int i = 0; i < 64; ++i) from[i] = static_cast<std::uint8_t>(i % 32 / 2 * 4 + i / 32 * 2 + i % 2);
  }
};
constexpr Halves halves{};

// Multipliers of sixteen rows from `row` on for each stretch, twice each; none beyond `rows` and the columns.
void lay_multipliers(const Matrix& matrix, std::int64_t row, std::int64_t rows, std::int64_t stretches,
                     std::uint32_t* out) {
  std::fill(out, out + stretches * lanes, 0);
  const std::int64_t count = matrix.row_multipliers();
  const std::uint8_t* const first = matrix.multipliers + row * count;
  const int shift = matrix.scale_columns == 2 * stretch;
  for (std::int64_t s = 0; s >> shift < count; ++s)
    for (std::int64_t r = 0; r < rows; ++r) out[s * lanes + r] = first[r * count + (s >> shift)] * 0x10001u;
}

// Sixteen rows from `row` on, fewer where `rows` are: a register's share of each pair of columns. Magnitudes are those
// of int4 weights, [stretches, panel_rows].
template <bool dense, bool nibbles>
AVX512 void unpack(const Matrix& matrix, std::int64_t row, std::int64_t rows, Workbench& bench, std::int16_t* out,
                   std::int32_t* magnitudes) {
  const Plan& plan = *matrix.plan;
  const std::int64_t columns = matrix.row_columns(), padded = (columns + block - 1) / block * block;
  const std::int64_t count = matrix.row_values(), row_bits = matrix.groups() * plan.code_bits;
  const std::int64_t bytes = matrix.row_bytes(), lines = (count + 127) / 128 * 2;
  rows = std::min<std::int64_t>(rows, lanes);
  std::uint8_t* const values = Workbench::grow(bench.values, lanes * lines)->bytes;
  for (std::int64_t r = 0; r < rows; ++r) {
    const std::uint8_t* const own = static_cast<const std::uint8_t*>(matrix.values) + (row + r) * bytes;
    if constexpr (nibbles) decode_nibbles(own, count, values + r * lines * 64);
    else std::memcpy(values + r * lines * 64, own, static_cast<std::size_t>(bytes));
  }
  std::uint32_t* multipliers = nullptr;
  if constexpr (nibbles) {
    multipliers = reinterpret_cast<std::uint32_t*>(Workbench::grow(bench.multipliers, padded / stretch));
    lay_multipliers(matrix, row, rows, padded / stretch, multipliers);
  }
  const __m512i order = _mm512_load_si512(halves.from), ones = _mm512_set1_epi8(1);
  const std::int64_t step = block * plan.keep / plan.group;
  for (std::int64_t column = 0, done = 0; column < padded; column += block, done += step) {
    const __mmask64 there = lanes64(std::min(step, count - done));
    const std::uint8_t* const own = values + done;
    __m512i m[lanes];
#pragma GCC unroll 16
    for (int r = 0; r < lanes; ++r)
      m[r] = r < rows ? columns_at<dense>(matrix, (row + r) * row_bits, column, columns, own + r * lines * 64, there)
                      : _mm512_setzero_si512();
    transpose(m);
#pragma GCC unroll 2
    for (int half = 0; half < 2; ++half) {
      __m512i scale, sums = _mm512_setzero_si512();
      const std::int64_t s = column / stretch + half;
      if constexpr (nibbles) scale = _mm512_load_si512(multipliers + s * lanes);
#pragma GCC unroll 8
      for (int c = 8 * half; c < 8 * half + 8; ++c) {
        if constexpr (nibbles) sums = _mm512_dpbusd_epi32(sums, _mm512_abs_epi8(m[c]), ones);
        const __m512i pairs = _mm512_permutexvar_epi8(order, m[c]);
        __m512i first = _mm512_cvtepi8_epi16(_mm512_castsi512_si256(pairs));
        __m512i second = _mm512_cvtepi8_epi16(_mm512_extracti64x4_epi64(pairs, 1));
        if constexpr (nibbles) {
          first = _mm512_mullo_epi16(first, scale);
          second = _mm512_mullo_epi16(second, scale);
        }
        std::int16_t* const to = out + (column / 2 + 2 * c) * pair_numbers;
        _mm512_store_si512(to, first);
        _mm512_store_si512(to + pair_numbers, second);
      }
      if constexpr (nibbles)
        _mm512_store_si512(magnitudes + s * panel_rows, _mm512_madd_epi16(sums, scale));  // the upper half is nothing
    }
  }
}

// Where sums of int4 weights have to be carried away: after as many stretches as fit, of every row.
AVX512 void cut_by_magnitudes(const std::int32_t* magnitudes, std::int64_t stretches, std::vector<std::int64_t>& ends) {
  const __m512i most = _mm512_set1_epi32(most_magnitude);
  __m512i sums[registers] = {};
  for (std::int64_t s = 0; s < stretches; ++s) {
    __mmask16 over = 0;
    __m512i own[registers];
    for (int r = 0; r < registers; ++r) {
      own[r] = _mm512_load_si512(magnitudes + s * panel_rows + r * lanes);
      over |= _mm512_cmpgt_epi32_mask(_mm512_add_epi32(sums[r], own[r]), most);
    }
    if (over) ends.push_back(s * stretch / 2);
    for (int r = 0; r < registers; ++r) sums[r] = over ? own[r] : _mm512_add_epi32(sums[r], own[r]);
  }
}

// Rows from `row` on, `rows` of them, and nothing where a panel has more.
void fill_panel(const Matrix& matrix, std::int64_t row, std::int64_t rows, Workbench& bench, Panel& panel) {
  const std::int64_t stretches = (matrix.row_columns() + block - 1) / block * 2;
  const bool nibbles = matrix.type() == ValueType::int4, dense = matrix.plan->dense;
  Workbench::grow(panel.memory, stretches * stretch * panel_rows * 2 / 64);
  std::int32_t* magnitudes = nullptr;
  if (nibbles)
    magnitudes = reinterpret_cast<std::int32_t*>(Workbench::grow(bench.magnitudes, stretches * panel_rows * 4 / 64));
  const auto unpacking = nibbles ? dense ? unpack<true, true> : unpack<false, true>
                                 : dense ? unpack<true, false> : unpack<false, false>;
  for (int r = 0; r < registers; ++r)
    unpacking(matrix, row + r * lanes, std::max<std::int64_t>(0, rows - r * lanes), bench,
              panel.numbers() + 2 * r * lanes, magnitudes + (nibbles ? r * lanes : 0));
  panel.ends.clear();
  if (nibbles) {
    cut_by_magnitudes(magnitudes, stretches, panel.ends);
  } else {
    constexpr std::int64_t most_columns = most_magnitude / 128;
    for (std::int64_t column = most_columns; column < stretches * stretch; column += most_columns)
      panel.ends.push_back(column / 2);
  }
  panel.ends.push_back(stretches * stretch / 2);
  for (std::int64_t r = 0; r < panel_rows; ++r)
    panel.scales[r] = r < rows && matrix.scales ? static_cast<double>(matrix.scales[row + r]) : 1.0;
}

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
  if (matrix.plan->dense) return 9;
  if (!avx512_quads(matrix)) return 16;
  return matrix.type() == ValueType::int8 ? 96 : 32;
}

std::int64_t tile_stride(const Matrix& matrix) { return (matrix.row_columns() + block - 1) / block * block + 32; }

AVX512 std::uint32_t tile_largest(const float* x, std::int64_t cols) {
  __m512i largest = _mm512_setzero_si512();
  for (std::int64_t c = 0; c < cols; c += lanes)
    largest = _mm512_max_epu32(largest, _mm512_slli_epi32(_mm512_maskz_loadu_epi32(lanes16(cols - c), x + c), 1));
  return _mm512_reduce_max_epu32(largest) >> 1;  // without its sign
}

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
  static thread_local Panel panel;
  static thread_local Workbench bench;
  const auto* const values = static_cast<const char*>(matrix.values);
  for (std::int64_t row = first; row < last; row += panel_rows) {
    const std::int64_t rows = std::min(panel_rows, last - row);
    fill_panel(matrix, row, rows, bench, panel);
    // The next panel's values are asked for with the last tokens, so that they are still in the second cache by then.
    const char* ahead = values + std::min(last, row + panel_rows) * matrix.row_bytes();
    const char* const end = values + std::min(last, row + 2 * panel_rows) * matrix.row_bytes();
    const std::int64_t share = (end - ahead) / 4 + 64;
    for (std::int64_t t = 0; t < x.tokens; t += tokens_together) {
      if (t + 4 * tokens_together >= x.tokens)
        for (const char* const until = std::min(end, ahead + share); ahead < until; ahead += 64)
          _mm_prefetch(ahead, _MM_HINT_T1);
      const std::int64_t together = std::min<std::int64_t>(tokens_together, x.tokens - t);
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
void whole_numbers(const float*, std::int64_t, double, std::int64_t, std::int16_t*) {}
void tile_rows(const Matrix&, const WholeActivations&, std::int64_t, std::int64_t, float*) {}

}  // namespace flame_nm

#endif
