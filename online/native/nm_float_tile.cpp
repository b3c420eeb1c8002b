#include "nm_float_tile.h"

#if defined(__x86_64__)

#include <algorithm>

#include "nm_avx512.h"

#define AVX512_BF16 \
  __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,avx512vnni,gfni,fma,f16c,avx512bf16")))

namespace flame_nm {
namespace {

constexpr int lanes = 16, most_registers = 4, block_tokens = most_registers * lanes;
constexpr int sums_together = 24;  // beside four registers of activations and a weight
constexpr std::int64_t weights_stride = word_stretch + 16;  // a line more, so that rows do not share their places in a cache
static_assert(unpacked_rows % sums_together == 0 && unpacked_rows % lanes == 0 && word_stretch % block == 0);

constexpr std::int64_t rows_ahead = 6;  // while rows are unpacked: of a matrix' first ones nothing has been asked for

struct alignas(64) Line {
  std::uint32_t words[16];
};

std::uint32_t* grow(std::vector<Line>& memory, std::int64_t words) {
  memory.resize(std::max(memory.size(), static_cast<std::size_t>((words + 15) / 16)));
  return memory.data()->words;
}

INLINE __mmask32 lanes32(std::int64_t n) { return static_cast<__mmask32>(lanes64(n < 32 ? n : 32)); }

// ---- Weights

// A register of words from `column` on. Of pruned rows `kept` are those of its columns, from the lowest bit on.
template <ValueType type, bool pairs, bool dense>
INLINE __m512i words_at(const std::uint8_t* values, std::int64_t there, std::uint64_t kept) {
  if constexpr (pairs) {
    const __m512i read = _mm512_maskz_loadu_epi16(lanes32(there), values);
    if constexpr (dense) return read;
    return _mm512_maskz_expand_epi16(static_cast<__mmask32>(kept), read);
  }
  const __m512 read = load_values<type>(values, lanes16(there));
  if constexpr (dense) return _mm512_castps_si512(read);
  return _mm512_castps_si512(_mm512_maskz_expand_ps(static_cast<__mmask16>(kept), read));
}

// Columns [column, last) of some rows, as words.
template <ValueType type, bool pairs, bool dense>
AVX512 void unpack(const Matrix& matrix, std::int64_t row, std::int64_t rows, std::int64_t column, std::int64_t last,
                   std::uint32_t* out) {
  constexpr std::int64_t width = pairs ? 2 * lanes : lanes, size = static_cast<std::int64_t>(value_bytes(type));
  const Plan& plan = *matrix.plan;
  const std::int64_t count = matrix.row_values(), columns = matrix.row_columns(), step = width * plan.keep / plan.group;
  const std::int64_t row_bits = matrix.groups() * plan.code_bits;
  for (std::int64_t r = row; r < row + rows; ++r, out += weights_stride) {
    std::int64_t done = column * plan.keep / plan.group;
    const std::uint8_t* values = static_cast<const std::uint8_t*>(matrix.values) + (r * count + done) * size;
    std::uint32_t* to = out;
    for (std::int64_t c = column; c < last; c += block) {
      for (std::int64_t line = 0; line < 64 / width * step * size; line += 64)
        _mm_prefetch(reinterpret_cast<const char*>(values + rows_ahead * count * size + line), _MM_HINT_T0);
      std::uint64_t kept = 0;
      if constexpr (!dense) kept = kept_columns(matrix, r * row_bits, c, columns);
#pragma GCC unroll 4
      for (std::int64_t part = 0; part < block; part += width, to += lanes, values += step * size, done += step) {
        const std::int64_t left = count - done;
        _mm512_store_si512(to, words_at<type, pairs, dense>(values, left < step ? left : step, kept >> part));
      }
    }
  }
}

// The same of 2:4 rows by quads (`Plan`) in bf16: 64 bits have two values, which VPSHUFB sends to the four columns that
// their code says.
AVX512 void unpack_quads(const Matrix& matrix, std::int64_t row, std::int64_t rows, std::int64_t column, std::int64_t last,
                         std::uint32_t* out) {
  constexpr std::int64_t width = 2 * lanes, step = width / 2;
  alignas(64) std::uint8_t from[8][8];  // bytes of the values by code and column; 0x80 and what is added to it are zero
  for (int code = 0; code < 8; ++code)
    for (int c = 0, next = 0; c < 4; ++c) {
      const bool kept = matrix.plan->unit_mask[static_cast<std::size_t>(code)] >> c & 1;
      for (int b = 0; b < 2; ++b) from[code][2 * c + b] = static_cast<std::uint8_t>(kept ? 2 * next + b : 0x80);
      next += kept;
    }
  const __m512i places = _mm512_load_si512(from), shifts = _mm512_setr_epi64(0, 3, 6, 9, 12, 15, 18, 21);
  const __m512i second = _mm512_maskz_set1_epi8(0xFF00FF00FF00FF00, 8);  // of two codes in a lane of 128 bits
  const std::int64_t count = matrix.row_values();
  for (std::int64_t r = row; r < row + rows; ++r, out += weights_stride) {
    const auto* values = static_cast<const std::uint16_t*>(matrix.values) + r * count + column / 2;
    std::int64_t left = count - column / 2;
    std::uint32_t* to = out;
    for (std::int64_t c = column; c < last; c += width, values += step, left -= step, to += lanes) {
      if (c % block == 0) _mm_prefetch(reinterpret_cast<const char*>(values + rows_ahead * count), _MM_HINT_T0);
      const std::uint64_t codes = load_bits(matrix, (r * matrix.groups() + c / 4) * 3);
      const __m512i code = _mm512_srlv_epi64(_mm512_set1_epi64(static_cast<std::int64_t>(codes)), shifts);
      const __m256i read = _mm256_maskz_loadu_epi16(lanes16(left), values);
      _mm512_store_si512(to, _mm512_shuffle_epi8(_mm512_cvtepu32_epi64(read),
                                                 _mm512_or_si512(_mm512_permutexvar_epi64(code, places), second)));
    }
  }
}

using Unpack = void (*)(const Matrix&, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::uint32_t*);

template <ValueType type, bool pairs>
Unpack unpack_of(const Matrix& matrix) {
  return matrix.plan->dense ? unpack<type, pairs, true> : unpack<type, pairs, false>;
}

Unpack unpack_of(const Matrix& matrix, bool pairs) {
  if (pairs && matrix.plan->quads) return unpack_quads;
  switch (matrix.type()) {
    case ValueType::fp32: return unpack_of<ValueType::fp32, false>(matrix);
    case ValueType::fp16: return unpack_of<ValueType::fp16, false>(matrix);
    default: return pairs ? unpack_of<ValueType::bf16, true>(matrix) : unpack_of<ValueType::bf16, false>(matrix);
  }
}

// ---- Activations

// Rounded to bf16, as bits: to the nearest, except that what is finite stays so.
AVX512_BF16 inline __m256i to_bf16(__m512 x) {
  const __m512i bits = _mm512_castps_si512(x), magnitude = _mm512_and_si512(bits, _mm512_set1_epi32(0x7FFFFFFF));
  const __mmask16 above = _mm512_cmplt_epu32_mask(_mm512_sub_epi32(magnitude, _mm512_set1_epi32(0x7F7F8000)),
                                                  _mm512_set1_epi32(0x8000));
  const __m512i cut = _mm512_mask_and_epi32(bits, above, bits, _mm512_set1_epi32(static_cast<int>(0xFFFF0000)));
  return reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(_mm512_castsi512_ps(cut)));
}

// What that left; nothing of what is not finite.
AVX512_BF16 inline __m256i left_by_bf16(__m512 x) {
  const __m512 rounded = _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(to_bf16(x)), 16));
  const __mmask16 infinite = _mm512_fpclass_ps_mask(x, 0x99);  // or NaN
  return to_bf16(_mm512_maskz_sub_ps(static_cast<__mmask16>(~infinite), x, rounded));
}

INLINE __m512i joined(__m256i low, __m256i high) { return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1); }

enum class Part { floats, rounded, left };

// A register of a token's words.
template <Part part>
AVX512_BF16 inline __m512i words_of(const float* x, std::int64_t there) {
  const __m512 first = _mm512_maskz_loadu_ps(lanes16(there), x);
  if constexpr (part == Part::floats) return _mm512_castps_si512(first);
  const __m512 second = _mm512_maskz_loadu_ps(lanes16(there - lanes), x + lanes);
  if constexpr (part == Part::rounded) return joined(to_bf16(first), to_bf16(second));
  return joined(left_by_bf16(first), left_by_bf16(second));
}

// Lays some tokens out, at most `lanes`: a line of `out` for each word, `stride` words after the other.
template <Part part>
AVX512_BF16 void lay(const float* x, std::int64_t tokens, std::int64_t cols, const std::uint8_t* coarse,
                     std::int64_t row_words, std::int64_t stride, std::uint32_t* out) {
  constexpr std::int64_t width = part == Part::floats ? 1 : 2;
  for (std::int64_t word = 0; word < row_words; word += lanes) {
    const std::int64_t there = cols - word * width;
    __m512i m[lanes];
#pragma GCC unroll 16
    for (int t = 0; t < lanes; ++t)
      m[t] = t < tokens && !(part == Part::left && coarse[t]) ? words_of<part>(x + t * cols + word * width, there)
                                                               : _mm512_setzero_si512();
    transpose(m);
#pragma GCC unroll 16
    for (int i = 0; i < lanes; ++i) _mm512_store_si512(out + (word + i) * stride, m[i]);
  }
}

// ---- Products

// Adds `count` words of as many rows as there are registers for to their sums with a block of tokens, [rows, block_tokens];
// `fresh` ones start at nothing. Asks for `lines` lines every sixteen words.
template <bool pairs, int registers>
AVX512_BF16 void multiply_words(const std::uint32_t* weights, const std::uint32_t* x, std::int64_t count, bool fresh,
                                const char*& ahead, std::int64_t lines, float* sums) {
  constexpr int rows = sums_together / registers;
  __m512 s[rows][registers];
#pragma GCC unroll 24
  for (int r = 0; r < rows; ++r)
#pragma GCC unroll 4
    for (int g = 0; g < registers; ++g)
      s[r][g] = fresh ? _mm512_setzero_ps() : _mm512_load_ps(sums + r * block_tokens + g * lanes);
  for (std::int64_t word = 0; word < count; word += 16) {
    for (std::int64_t line = 0; line < lines; ++line, ahead += 64) _mm_prefetch(ahead, _MM_HINT_T1);
    const std::int64_t end = std::min<std::int64_t>(count, word + 16);
    for (std::int64_t k = word; k < end; ++k, x += registers * lanes) {
      __m512i own[registers];
#pragma GCC unroll 4
      for (int g = 0; g < registers; ++g) own[g] = held(_mm512_load_si512(x + g * lanes));
#pragma GCC unroll 24
      for (int r = 0; r < rows; ++r) {
        const __m512i weight = _mm512_set1_epi32(static_cast<int>(weights[r * weights_stride + k]));
#pragma GCC unroll 4
        for (int g = 0; g < registers; ++g)
          if constexpr (pairs)
            s[r][g] = _mm512_dpbf16_ps(s[r][g], reinterpret_cast<__m512bh>(own[g]), reinterpret_cast<__m512bh>(weight));
          else
            s[r][g] = _mm512_fmadd_ps(_mm512_castsi512_ps(own[g]), _mm512_castsi512_ps(weight), s[r][g]);
      }
    }
  }
#pragma GCC unroll 24
  for (int r = 0; r < rows; ++r)
#pragma GCC unroll 4
    for (int g = 0; g < registers; ++g) _mm512_store_ps(sums + r * block_tokens + g * lanes, s[r][g]);
}

using Multiply = void (*)(const std::uint32_t*, const std::uint32_t*, std::int64_t, bool, const char*&, std::int64_t, float*);
constexpr Multiply multiplies[2][most_registers] = {
    {multiply_words<false, 1>, multiply_words<false, 2>, multiply_words<false, 3>, multiply_words<false, 4>},
    {multiply_words<true, 1>, multiply_words<true, 2>, multiply_words<true, 3>, multiply_words<true, 4>}};

// Up to 64 tokens.
struct Block {
  std::int64_t tokens, registers;
  std::int64_t words;  // where its own start
  bool whole;          // nothing is left of any
};

Block block_at(const WordActivations& x, std::int64_t token) {
  const std::int64_t tokens = std::min<std::int64_t>(block_tokens, x.tokens - token);
  const bool whole = !x.pairs || std::all_of(x.coarse + token, x.coarse + token + tokens, [](std::uint8_t c) { return c; });
  return {tokens, (tokens + lanes - 1) / lanes, token * x.row_words, whole};
}

// Sums [rows, block_tokens] of a block become y[token * all_rows + row].
AVX512 void put_sums(const float* sums, std::int64_t tokens, std::int64_t rows, std::int64_t all_rows, float* y) {
  for (std::int64_t row = 0; row < rows; row += lanes)
    for (std::int64_t token = 0; token < tokens; token += lanes) {
      __m512i m[lanes];
#pragma GCC unroll 16
      for (int r = 0; r < lanes; ++r) m[r] = _mm512_load_si512(sums + (row + r) * block_tokens + token);
      transpose(m);
#pragma GCC unroll 16
      for (int t = 0; t < lanes; ++t)
        if (token + t < tokens)
          _mm512_mask_storeu_epi32(y + (token + t) * all_rows + row, lanes16(rows - row), m[t]);
    }
}

// The values of the next rows, which are asked for while these are multiplied: `lines` lines every sixteen words.
struct Ahead {
  const char* next;
  std::int64_t lines;
};

Ahead ahead_of(const Matrix& matrix, const WordActivations& x, std::int64_t row, std::int64_t last) {
  const std::int64_t start = std::min(last, row + unpacked_rows), end = std::min(last, row + 2 * unpacked_rows);
  const std::int64_t registers = (x.tokens + lanes - 1) / lanes;
  const std::int64_t steps = std::max<std::int64_t>(1, unpacked_rows * registers / sums_together * (x.row_words / 16));
  const std::int64_t wanted = ((end - start) * matrix.row_bytes() + 63) / 64;
  return {static_cast<const char*>(matrix.values) + start * matrix.row_bytes(), (wanted + steps - 1) / steps};
}

}  // namespace

bool has_float_tiles(const Matrix& matrix, InstructionSet set) {
  return set == InstructionSet::avx512 && !matrix.integer() && (matrix.plan->dense || matrix.has_units());
}

std::int64_t float_tile_tokens(const Matrix& matrix) {
  const Plan& plan = *matrix.plan;
  if (plan.dense || !avx512_permuting(matrix)) return multiplies_pairs(matrix) ? 9 : 13;
  const bool fewer = 2 * plan.keep < plan.group;  // what is read as it is costs the less, what is unpacked does not
  return multiplies_pairs(matrix) ? fewer ? 17 : 13 : fewer ? 32 : 24;
}

bool multiplies_pairs(const Matrix& matrix) { return matrix.type() == ValueType::bf16 && has_avx512_bf16(); }

std::int64_t row_words(const Matrix& matrix, bool pairs) {
  const std::int64_t words = pairs ? (matrix.row_columns() + 1) / 2 : matrix.row_columns();
  return (words + lanes - 1) / lanes * lanes;
}

std::int64_t activation_words(std::int64_t row_words, std::int64_t tokens) {
  return row_words * ((tokens + lanes - 1) / lanes * lanes);
}

AVX512 void find_coarse(const float* x, std::int64_t tokens, std::int64_t cols, std::uint8_t* coarse) {
  for (std::int64_t t = 0; t < tokens; ++t, x += cols) {
    __m512i all = _mm512_setzero_si512();
    for (std::int64_t c = 0; c < cols; c += lanes)
      all = _mm512_or_si512(all, _mm512_maskz_loadu_epi32(lanes16(cols - c), x + c));
    coarse[t] = (_mm512_reduce_or_epi32(all) & 0xFFFF) == 0;
  }
}

void lay_words(const float* x, std::int64_t cols, const WordActivations& out, std::uint32_t* words) {
  const std::int64_t all = activation_words(out.row_words, out.tokens);
  for (std::int64_t token = 0; token < out.tokens; token += block_tokens) {
    const Block own = block_at(out, token);
    const std::int64_t stride = own.registers * lanes;
    for (std::int64_t t = 0; t < own.tokens; t += lanes) {
      const float* const from = x + (token + t) * cols;
      const std::uint8_t* const coarse = out.pairs ? out.coarse + token + t : nullptr;
      std::uint32_t* const to = words + own.words + t;
      const std::int64_t some = std::min<std::int64_t>(lanes, own.tokens - t);
      (out.pairs ? lay<Part::rounded> : lay<Part::floats>)(from, some, cols, coarse, out.row_words, stride, to);
      if (!own.whole) lay<Part::left>(from, some, cols, coarse, out.row_words, stride, to + all);
    }
  }
}

void float_tile_rows(const Matrix& matrix, const WordActivations& x, std::int64_t first, std::int64_t last, float* y) {
  static thread_local std::vector<Line> weights_memory, sums_memory;
  std::uint32_t* const weights = grow(weights_memory, unpacked_rows * weights_stride);
  const std::int64_t block_sums = unpacked_rows * block_tokens;
  auto* const sums = reinterpret_cast<float*>(
      grow(sums_memory, (x.tokens + block_tokens - 1) / block_tokens * block_sums));
  const Unpack unpack = unpack_of(matrix, x.pairs);
  const std::int64_t words = x.row_words, width = x.pairs ? 2 : 1;
  for (std::int64_t row = first; row < last; row += unpacked_rows) {
    const std::int64_t rows = std::min(unpacked_rows, last - row);
    Ahead ahead = ahead_of(matrix, x, row, last);
    for (std::int64_t word = 0; word < words; word += word_stretch) {
      const std::int64_t count = std::min(word_stretch, words - word);
      unpack(matrix, row, rows, word * width, (word + count) * width, weights);
      for (std::int64_t token = 0; token < x.tokens; token += block_tokens) {
        const Block own = block_at(x, token);
        const Multiply multiply = multiplies[x.pairs][own.registers - 1];
        const std::int64_t at = own.words + word * own.registers * lanes, together = sums_together / own.registers;
        for (std::int64_t r = 0; r < rows; r += together) {
          float* const to = sums + token / block_tokens * block_sums + r * block_tokens;
          multiply(weights + r * weights_stride, x.words + at, count, word == 0, ahead.next, ahead.lines, to);
          if (!own.whole)
            multiply(weights + r * weights_stride, x.remainder + at, count, false, ahead.next, 0, to);
        }
      }
    }
    for (std::int64_t token = 0; token < x.tokens; token += block_tokens)
      put_sums(sums + token / block_tokens * block_sums, std::min<std::int64_t>(block_tokens, x.tokens - token), rows,
               matrix.rows, y + token * matrix.rows + row);
  }
}

}  // namespace flame_nm

#else

namespace flame_nm {

bool has_float_tiles(const Matrix&, InstructionSet) { return false; }
std::int64_t float_tile_tokens(const Matrix&) { return 0; }
bool multiplies_pairs(const Matrix&) { return false; }
std::int64_t row_words(const Matrix&, bool) { return 0; }
std::int64_t activation_words(std::int64_t, std::int64_t) { return 0; }
void find_coarse(const float*, std::int64_t, std::int64_t, std::uint8_t*) {}
void lay_words(const float*, std::int64_t, const WordActivations&, std::uint32_t*) {}
void float_tile_rows(const Matrix&, const WordActivations&, std::int64_t, std::int64_t, float*) {}

}  // namespace flame_nm

#endif
