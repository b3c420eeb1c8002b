#include "nm_panel.h"

#if defined(__x86_64__)

#include <algorithm>

#include "nm_avx512.h"

namespace flame_nm {
namespace {

constexpr int lanes = panel_lanes, registers = static_cast<int>(panel_rows) / lanes;
constexpr std::int64_t stretch = 32;  // columns whose weights' magnitudes are added up together
// A sum fits 32 bits while the magnitudes of its weights add up to this much: activations are within most_steps, and
// what was carried away leaves 16 bits behind. A stretch does: int4 values times their multiplier are within 8 * 255.
constexpr std::int32_t most_magnitude = 1 << 16;
static_assert(std::int64_t{most_magnitude} * most_steps + 0xFFFF < std::int64_t{1} << 31);
static_assert(stretch * 8 * 255 <= most_magnitude);

Line* grow(std::vector<Line>& memory, std::int64_t lines) {
  memory.resize(std::max(memory.size(), static_cast<std::size_t>(lines)));
  return memory.data();
}

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

// Sixteen rows from `row` on, fewer where `rows` are, as unpacking reads and writes them.
struct Sixteen {
  std::int64_t row, rows, columns, padded, stride;
  const std::uint8_t* values;        // a byte each, a row `stride` bytes after the other
  const std::uint32_t* multipliers;  // of int4, [stretches, lanes]
  std::int16_t* out;                 // a register's share of each pair of columns
  std::int32_t* magnitudes;          // of int4, [stretches, panel_rows]
};

// Reads rows one after the other, as the processor fetches them ahead.
template <bool nibbles>
AVX512 void read_rows(const Matrix& matrix, Workbench& bench, Sixteen& all) {
  const std::int64_t count = matrix.row_values(), bytes = matrix.row_bytes(), lines = (count + 127) / 128 * 2;
  std::uint8_t* const values = grow(bench.values, lanes * lines)->bytes;
  for (std::int64_t r = 0; r < all.rows; ++r) {
    const std::uint8_t* const own = static_cast<const std::uint8_t*>(matrix.values) + (all.row + r) * bytes;
    if constexpr (nibbles) decode_nibbles(own, count, values + r * lines * 64);
    else std::memcpy(values + r * lines * 64, own, static_cast<std::size_t>(bytes));
  }
  all.values = values;
  all.stride = lines * 64;
  if constexpr (nibbles) {
    auto* const laid = reinterpret_cast<std::uint32_t*>(grow(bench.multipliers, all.padded / stretch));
    lay_multipliers(matrix, all.row, all.rows, all.padded / stretch, laid);
    all.multipliers = laid;
  }
}

// Bytes of four columns become 16-bit numbers, int4 values times their multipliers. Adds up the values' magnitudes.
template <bool nibbles>
INLINE void put(__m512i four, __m512i order, __m512i multipliers, __m512i& magnitudes, std::int16_t* to) {
  if constexpr (nibbles) magnitudes = _mm512_dpbusd_epi32(magnitudes, _mm512_abs_epi8(four), _mm512_set1_epi8(1));
  const __m512i pairs = _mm512_permutexvar_epi8(order, four);
  __m512i first = _mm512_cvtepi8_epi16(_mm512_castsi512_si256(pairs));
  __m512i second = _mm512_cvtepi8_epi16(_mm512_extracti64x4_epi64(pairs, 1));
  if constexpr (nibbles) {
    first = _mm512_mullo_epi16(first, multipliers);
    second = _mm512_mullo_epi16(second, multipliers);
  }
  _mm512_store_si512(to, first);
  _mm512_store_si512(to + pair_numbers, second);
}

// Puts a stretch from `column` on: four columns at a time, as `four` gives them by their number.
template <bool nibbles, typename Four>
INLINE void put_stretch(const Sixteen& all, std::int64_t column, Four four) {
  const __m512i order = _mm512_load_si512(halves.from);
  __m512i multipliers = _mm512_setzero_si512(), sums = multipliers;
  if constexpr (nibbles) multipliers = _mm512_load_si512(all.multipliers + column / stretch * lanes);
#pragma GCC unroll 8
  for (int i = 0; i < 8; ++i)
    put<nibbles>(four(i), order, multipliers, sums, all.out + (column / 2 + 2 * i) * pair_numbers);
  if constexpr (nibbles)  // sums have nothing in their upper halves
    _mm512_store_si512(all.magnitudes + column / stretch * panel_rows, _mm512_madd_epi16(sums, multipliers));
}

template <bool dense, bool nibbles>
AVX512 void unpack(const Matrix& matrix, const Sixteen& all) {
  const Plan& plan = *matrix.plan;
  const std::int64_t row_bits = matrix.groups() * plan.code_bits, count = matrix.row_values();
  const std::int64_t step = block * plan.keep / plan.group;
  for (std::int64_t column = 0, done = 0; column < all.padded; column += block, done += step) {
    const __mmask64 there = lanes64(std::min(step, count - done));
    const std::uint8_t* const values = all.values + done;
    __m512i m[lanes];
#pragma GCC unroll 16
    for (int r = 0; r < lanes; ++r)
      m[r] = r < all.rows ? columns_at<dense>(matrix, (all.row + r) * row_bits, column, all.columns,
                                              values + r * all.stride, there)
                          : _mm512_setzero_si512();
    transpose(m);
    put_stretch<nibbles>(all, column, [&](int i) AVX512 __attribute__((always_inline)) { return m[i]; });
    put_stretch<nibbles>(all, column + stretch, [&](int i) AVX512 __attribute__((always_inline)) { return m[8 + i]; });
  }
}

// The same of 2:4 rows by quads (`Plan`), whose codes and values are made columns of sixteen rows as they are: a lane
// has four values, which VPSHUFB sends to the eight columns that their codes say.
template <bool nibbles>
AVX512 void unpack_quads(const Matrix& matrix, const Sixteen& all) {
  constexpr std::int64_t codes_columns = 512, values_columns = 128;  // that one exchange of rows and columns serves
  const std::int64_t row_codes = all.columns / 32 * 3;
  const __m512i places = _mm512_load_si512(matrix.plan->group_columns);
  const __m512i low = _mm512_broadcast_i32x4(_mm_setr_epi32(0, 0x04040404, 0x08080808, 0x0C0C0C0C));
  const __m512i high = _mm512_or_si512(low, _mm512_set1_epi8(2));
  for (std::int64_t start = 0; start < all.columns; start += codes_columns) {
    const __mmask64 there = lanes64(std::min(codes_columns / 32 * 3, row_codes - start / 32 * 3));
    __m512i codes[lanes], values[lanes];
#pragma GCC unroll 16
    for (int r = 0; r < lanes; ++r)
      codes[r] = r < all.rows
                     ? _mm512_maskz_loadu_epi8(there, matrix.indexes + (all.row + r) * row_codes + start / 32 * 3)
                     : _mm512_setzero_si512();
    transpose(codes);
    for (std::int64_t piece = start; piece < std::min(all.columns, start + codes_columns); piece += values_columns) {
#pragma GCC unroll 16
      for (int r = 0; r < lanes; ++r)
        values[r] = r < all.rows ? _mm512_loadu_si512(all.values + r * all.stride + piece / 2) : _mm512_setzero_si512();
      transpose(values);
      for (std::int64_t column = piece; column < piece + values_columns; column += stretch) {
        __m512i own = _mm512_setzero_si512();
        put_stretch<nibbles>(all, column, [&](int i) AVX512 __attribute__((always_inline)) {
          const std::int64_t quad = (column - start) / 8 + i / 2, bit = 6 * quad;
          const __m512i shift = _mm512_set1_epi32(static_cast<int>(bit % 32));
          if (i % 2 == 0) own = _mm512_shrdv_epi32(codes[bit / 32], codes[bit / 32 + 1], shift);
          const __m512i code = i % 2 ? _mm512_srli_epi32(own, 3) : own;
          const __m512i from = _mm512_or_si512(_mm512_permutexvar_epi32(code, places), i % 2 ? high : low);
          return _mm512_shuffle_epi8(values[quad % 16], from);
        });
      }
    }
  }
}

template <bool nibbles>
void unpack_rows(const Matrix& matrix, Workbench& bench, Sixteen& all) {
  read_rows<nibbles>(matrix, bench, all);
  if (matrix.plan->dense) return unpack<true, nibbles>(matrix, all);
  if (avx512_quads(matrix)) return unpack_quads<nibbles>(matrix, all);
  unpack<false, nibbles>(matrix, all);
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

}  // namespace

void fill_panel(const Matrix& matrix, std::int64_t row, std::int64_t rows, Workbench& bench, Panel& panel) {
  const std::int64_t columns = matrix.row_columns(), padded = (columns + block - 1) / block * block;
  const std::int64_t stretches = padded / stretch;
  const bool nibbles = matrix.type() == ValueType::int4;
  grow(panel.memory, padded * panel_rows * 2 / 64);
  std::int32_t* magnitudes = nullptr;
  if (nibbles) magnitudes = reinterpret_cast<std::int32_t*>(grow(bench.magnitudes, stretches * panel_rows * 4 / 64));
  for (std::int64_t r = 0; r < panel_rows; r += lanes) {
    const std::int64_t own = std::max<std::int64_t>(0, std::min<std::int64_t>(lanes, rows - r));
    std::int32_t* const share = nibbles ? magnitudes + r : nullptr;
    Sixteen all{row + r, own, columns, padded, 0, nullptr, nullptr, panel.numbers() + 2 * r, share};
    (nibbles ? unpack_rows<true> : unpack_rows<false>)(matrix, bench, all);
  }
  panel.ends.clear();
  if (nibbles) {
    cut_by_magnitudes(magnitudes, stretches, panel.ends);
  } else {
    constexpr std::int64_t most_columns = most_magnitude / 128;
    for (std::int64_t column = most_columns; column < padded; column += most_columns) panel.ends.push_back(column / 2);
  }
  panel.ends.push_back(padded / 2);
  for (std::int64_t r = 0; r < panel_rows; ++r)
    panel.scales[r] = r < rows && matrix.scales ? static_cast<double>(matrix.scales[row + r]) : 1.0;
}

}  // namespace flame_nm

#endif
