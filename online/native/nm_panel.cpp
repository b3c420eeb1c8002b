#include "nm_panel.h"

#if defined(__x86_64__)

#include <algorithm>
#include <type_traits>

#include "nm_avx512.h"

namespace flame_nm {
namespace {

constexpr int lanes = panel_lanes, registers = static_cast<int>(panel_rows) / lanes;
constexpr std::int64_t stretch = panel_stretch;
constexpr std::int64_t packed_block = 128;  // int4 values that share 64 bytes

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

// Multipliers of sixteen rows from `row` on for each stretch, sixteen times what they are and twice each; none beyond
// `rows` and the columns.
AVX512 void lay_multipliers(const Matrix& matrix, std::int64_t row, std::int64_t rows, std::int64_t stretches,
                            std::uint32_t* out) {
  const std::int64_t count = matrix.row_multipliers(), serves = matrix.scale_columns / stretch;
  const std::uint8_t* const first = matrix.multipliers + row * count;
  for (std::int64_t start = 0; start * serves < stretches; start += 64) {
    __m512i m[lanes];
    const __mmask64 there = lanes64(count - start);
#pragma GCC unroll 16
    for (int r = 0; r < lanes; ++r)
      m[r] = r < rows ? _mm512_maskz_loadu_epi8(there, first + r * count + start) : _mm512_setzero_si512();
    transpose(m);
    const std::int64_t last = std::min(stretches, (start + 64) * serves);
    for (std::int64_t s = start * serves; s < last; ++s) {
      const std::int64_t own = s / serves - start;
      const __m512i byte = _mm512_srli_epi32(m[own / 4], static_cast<unsigned>(8 * (own % 4)));
      const __m512i twice = _mm512_shuffle_epi8(byte, _mm512_set4_epi32(0x800C800C, 0x80088008, 0x80048004, 0x80008000));
      _mm512_store_si512(out + s * lanes, _mm512_slli_epi16(twice, 4));
    }
  }
}

// Sixteen rows from `row` on, fewer where `rows` are, as unpacking reads and writes them.
struct Sixteen {
  std::int64_t row, rows, columns, padded, stride;
  const std::uint8_t* values;        // as `copy_rows` or `decode_rows` puts them, a row `stride` bytes after the other
  const std::uint32_t* multipliers;  // of int4, [stretches, lanes]
  std::int16_t* out;                 // a register's share of each pair of columns
  std::int32_t* squares;             // of int4, [stretches, panel_rows]
};

// A row's last values, fewer than a block, as a whole block has them.
AVX512 void widen_block(const std::uint8_t* values, std::int64_t count, std::uint8_t* out) {
  alignas(64) std::uint8_t decoded[packed_block];
  last_nibbles(values, count, decoded);
  const __m512i low = _mm512_and_si512(_mm512_load_si512(decoded), _mm512_set1_epi8(15));
  const __m512i high = _mm512_slli_epi16(_mm512_load_si512(decoded + 64), 4);
  _mm512_storeu_si512(out, _mm512_or_si512(low, _mm512_and_si512(high, _mm512_set1_epi8(static_cast<char>(0xF0)))));
}

// Copies rows one after the other, as the processor fetches them ahead; int4 values in whole blocks.
template <bool nibbles>
void copy_rows(const Matrix& matrix, Workbench& bench, Sixteen& all) {
  const std::int64_t count = matrix.row_values(), bytes = matrix.row_bytes(), lines = bytes / 64 + 2;
  std::uint8_t* const values = grow(bench.values, lanes * lines)->bytes;
  for (std::int64_t r = 0; r < all.rows; ++r) {
    const std::uint8_t* const own = static_cast<const std::uint8_t*>(matrix.values) + (all.row + r) * bytes;
    std::uint8_t* const to = values + r * lines * 64;
    const std::int64_t rest = nibbles ? count % packed_block : 0, whole = bytes - (rest + 1) / 2;
    std::memcpy(to, own, static_cast<std::size_t>(whole));
    if (rest) widen_block(own + whole, rest, to + whole);
  }
  all.values = values;
  all.stride = lines * 64;
}

// The same of int4 values, a byte each.
void decode_rows(const Matrix& matrix, Workbench& bench, Sixteen& all) {
  const std::int64_t count = matrix.row_values(), lines = (count + packed_block - 1) / packed_block * 2;
  std::uint8_t* const values = grow(bench.values, lanes * lines)->bytes;
  for (std::int64_t r = 0; r < all.rows; ++r)
    decode_nibbles(static_cast<const std::uint8_t*>(matrix.values) + (all.row + r) * matrix.row_bytes(), count,
                   values + r * lines * 64);
  all.values = values;
  all.stride = lines * 64;
}

// What a byte says: an int8 value, or an int4 one in its low or in its high half.
enum class Part { whole, low, high };

// Two columns of sixteen rows, each the upper byte of a word, become 16-bit numbers. An int4 value is moved to the word's
// highest bits, and the upper half of its product with sixteen times its multiplier is what it stands for.
template <Part part>
INLINE __m512i numbers_of(__m512i words, __m512i multipliers) {
  if constexpr (part == Part::whole) return _mm512_srai_epi16(words, 8);
  const __m512i value = part == Part::low ? _mm512_slli_epi16(words, 4)
                                          : _mm512_and_si512(words, _mm512_set1_epi16(static_cast<short>(0xF000)));
  return _mm512_mulhi_epi16(value, multipliers);
}

// Puts a stretch from `column` on: four columns of sixteen rows at a time, as `four` gives them by their number, a byte
// each. Adds up the squares of int4 numbers.
template <Part part, typename Four>
INLINE void put_stretch(const Sixteen& all, std::int64_t column, Four four) {
  const __m512i runs = _mm512_set4_epi32(0x0D800C80, 0x09800880, 0x05800480, 0x01800080);  // 0x80: nothing
  const __m512i others = _mm512_add_epi8(runs, _mm512_set1_epi16(0x0200));
  constexpr bool nibbles = part != Part::whole;
  __m512i multipliers = _mm512_setzero_si512(), squares = multipliers;
  if constexpr (nibbles) multipliers = _mm512_load_si512(all.multipliers + column / stretch * lanes);
  std::int16_t* to = all.out + column / 2 * pair_numbers;
#pragma GCC unroll 8
  for (int i = 0; i < 8; ++i, to += 2 * pair_numbers) {
    const __m512i bytes = four(i);
    const __m512i first = numbers_of<part>(_mm512_shuffle_epi8(bytes, runs), multipliers);
    const __m512i second = numbers_of<part>(_mm512_shuffle_epi8(bytes, others), multipliers);
    if constexpr (nibbles)
      squares = _mm512_dpwssd_epi32(_mm512_dpwssd_epi32(squares, first, first), second, second);
    _mm512_store_si512(to, first);
    _mm512_store_si512(to + pair_numbers, second);
  }
  if constexpr (nibbles) _mm512_store_si512(all.squares + column / stretch * panel_rows, squares);
}

template <Part part>
INLINE void put_block(const Sixteen& all, std::int64_t column, const __m512i (&m)[lanes]) {
  put_stretch<part>(all, column, [&](int i) AVX512 __attribute__((always_inline)) { return m[i]; });
  put_stretch<part>(all, column + stretch, [&](int i) AVX512 __attribute__((always_inline)) { return m[8 + i]; });
}

// Dense int4 rows, from their packed bytes.
AVX512 void unpack_nibbles(const Sixteen& all) {
  for (std::int64_t column = 0; column < all.padded; column += packed_block) {
    __m512i m[lanes];
#pragma GCC unroll 16
    for (int r = 0; r < lanes; ++r)
      m[r] = r < all.rows ? _mm512_loadu_si512(all.values + r * all.stride + column / 2) : _mm512_setzero_si512();
    transpose(m);
    put_block<Part::low>(all, column, m);
    if (column + block < all.padded) put_block<Part::high>(all, column + block, m);
  }
}

template <bool dense, Part part>
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
    put_block<part>(all, column, m);
  }
}

// The same of 2:4 rows by quads (`Plan`), whose codes and values are made columns of sixteen rows as they are: a lane
// has four values, or eight of int4, and VPSHUFB sends four to the eight columns that their codes say.
template <bool nibbles>
AVX512 void unpack_quads(const Matrix& matrix, const Sixteen& all) {
  // What one exchange of rows and columns serves; a stretch has four quads.
  constexpr std::int64_t codes_columns = 512, values_columns = nibbles ? 256 : 128;
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
    const auto put = [&](std::int64_t column, auto part) AVX512 __attribute__((always_inline)) {
      __m512i own = _mm512_setzero_si512();
      put_stretch<part.value>(all, column, [&](int i) AVX512 __attribute__((always_inline)) {
        const std::int64_t quad = (column - start) / 8 + i / 2, bit = 6 * quad;
        const __m512i shift = _mm512_set1_epi32(static_cast<int>(bit % 32));
        if (i % 2 == 0) own = _mm512_shrdv_epi32(codes[bit / 32], codes[bit / 32 + 1], shift);
        const __m512i code = i % 2 ? _mm512_srli_epi32(own, 3) : own;
        const __m512i from = _mm512_or_si512(_mm512_permutexvar_epi32(code, places), i % 2 ? high : low);
        return _mm512_shuffle_epi8(values[quad % 16], from);
      });
    };
    for (std::int64_t piece = start; piece < std::min(all.columns, start + codes_columns); piece += values_columns) {
#pragma GCC unroll 16
      for (int r = 0; r < lanes; ++r)
        values[r] = r < all.rows ? _mm512_loadu_si512(all.values + r * all.stride + piece / (nibbles ? 4 : 2))
                                 : _mm512_setzero_si512();
      transpose(values);
      for (std::int64_t column = piece; column < piece + 128; column += stretch) {
        if constexpr (nibbles) {
          put(column, std::integral_constant<Part, Part::low>{});
          put(column + 128, std::integral_constant<Part, Part::high>{});
        } else {
          put(column, std::integral_constant<Part, Part::whole>{});
        }
      }
    }
  }
}

void unpack_rows(const Matrix& matrix, Workbench& bench, Sixteen& all) {
  const bool dense = matrix.plan->dense, quads = avx512_quads(matrix);
  if (matrix.type() == ValueType::int8) {
    copy_rows<false>(matrix, bench, all);
    if (dense) return unpack<true, Part::whole>(matrix, all);
    return quads ? unpack_quads<false>(matrix, all) : unpack<false, Part::whole>(matrix, all);
  }
  auto* const laid = reinterpret_cast<std::uint32_t*>(grow(bench.multipliers, all.padded / stretch));
  lay_multipliers(matrix, all.row, all.rows, all.padded / stretch, laid);
  all.multipliers = laid;
  if (!dense && !quads) {  // what is expanded is a byte each
    decode_rows(matrix, bench, all);
    return unpack<false, Part::low>(matrix, all);
  }
  copy_rows<true>(matrix, bench, all);
  if (dense) return unpack_nibbles(all);
  unpack_quads<true>(matrix, all);
}

// Where sums have to be carried away: after as many stretches as fit, of every row and with every token. A sum is within
// the root of its weights' squares times its activations' (Cauchy and Schwarz); without their `squares`, weights are int8.
AVX512 void cut(const std::int32_t* squares, const float* activations, std::int64_t stretches,
                std::vector<std::int64_t>& ends) {
  const __m512 most_bytes = _mm512_set1_ps(stretch * 128.0f * 128.0f), most = _mm512_set1_ps(most_squares);
  __m512 sums[registers] = {};
  float with = 0;
  for (std::int64_t s = 0; s < stretches; ++s) {
    __m512 own[registers], largest = _mm512_setzero_ps();
    for (int r = 0; r < registers; ++r) {
      own[r] = squares ? _mm512_cvtepi32_ps(_mm512_load_si512(squares + s * panel_rows + r * lanes)) : most_bytes;
      sums[r] = _mm512_add_ps(sums[r], own[r]);
      largest = _mm512_max_ps(largest, sums[r]);
    }
    with += activations[s];
    if (!s || !_mm512_cmp_ps_mask(_mm512_mul_ps(largest, _mm512_set1_ps(with)), most, _CMP_GT_OQ)) continue;
    ends.push_back(s * stretch / 2);
    for (int r = 0; r < registers; ++r) sums[r] = own[r];
    with = activations[s];
  }
}

}  // namespace

void fill_panel(const Matrix& matrix, std::int64_t row, std::int64_t rows, const float* activations, Workbench& bench,
                Panel& panel) {
  const std::int64_t columns = matrix.row_columns(), padded = (columns + block - 1) / block * block;
  const std::int64_t stretches = padded / stretch;
  grow(panel.memory, padded * panel_rows * 2 / 64);
  std::int32_t* squares = nullptr;
  if (matrix.type() == ValueType::int4)
    squares = reinterpret_cast<std::int32_t*>(grow(bench.squares, stretches * panel_rows * 4 / 64));
  for (std::int64_t r = 0; r < panel_rows; r += lanes) {
    const std::int64_t own = std::max<std::int64_t>(0, std::min<std::int64_t>(lanes, rows - r));
    Sixteen all{row + r, own, columns, padded, 0, nullptr, nullptr, panel.numbers() + 2 * r, squares ? squares + r : nullptr};
    unpack_rows(matrix, bench, all);
  }
  panel.ends.clear();
  cut(squares, activations, stretches, panel.ends);
  panel.ends.push_back(padded / 2);
  for (std::int64_t r = 0; r < panel_rows; ++r)
    panel.scales[r] = r < rows && matrix.scales ? static_cast<double>(matrix.scales[row + r]) : 1.0;
}

}  // namespace flame_nm

#endif
