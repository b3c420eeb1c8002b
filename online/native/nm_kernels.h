// N:M products: what the instruction sets share.
//
// A kernel computes rows of y = W x from the bytes of flame.packed.PackedMatrix as they are: no unpacking, no second copy.
// Float values are multiplied with the activations in fp32 by fused multiply-adds. int8 and int4 values are multiplied
// in integers: each token's activations become 16-bit fixed-point numbers with one power of two as their step (the
// smallest that keeps them within most_steps), sums
// are exact (int4 values times their group's multiplier are whole numbers of 12 bits), and one rounding to fp32 ends
// the row; so these give the same bits on every instruction set.
//
// The sum of a row is taken in an order that depends on nothing but the matrix, the instruction set and, of floats,
// whether its call has many tokens (`float_tile_tokens`). So the number of threads never changes a result, and the tokens
// beside it do only where they make few of them many: of bf16, what many give has VDPBF16PS's rounding, and an expert's
// token that entered in bf16 is rounded to it between its products.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace flame_nm {

enum class ValueType : std::int32_t { fp32 = 0, bf16 = 1, fp16 = 2, int8 = 3, int4 = 4 };
enum class Encoding : std::int32_t { bitmask = 0, index = 1, rank = 2 };
enum class InstructionSet : std::int32_t { portable = 0, avx2 = 1, avx512 = 2 };

constexpr int unit = 16;          // columns whose kept positions one table entry gives
constexpr int block = 64;         // columns of one step of the kernels that expand values
constexpr int widest_block = 1024;  // columns of one step of the kernels that permute activations, at most
constexpr int max_tokens = 4;     // tokens that one pass over a row serves
constexpr int fixed_bits = 15;    // an activation is a whole number of steps within most_steps
constexpr std::int32_t fixed_bias = 1 << fixed_bits;
constexpr std::int32_t most_steps = 127 * 256 + 127;  // two digits of base 256 with signs

// How 64 values find their activations by byte permutes: their codes are spread to one byte a value, cut to
// `code_mask`, told apart by place in the group (`which`), looked up, and added to the group's first column.
struct Permutation {
  alignas(64) std::uint8_t spread[64], shift[64], which[64], base[64];
};

// All that depends on the pattern and encoding alone; made once and kept.
struct Plan {
  int keep, group, code_bits;
  Encoding encoding;
  bool dense;                            // keep == group: there are no positions to read
  int unit_bits = 0;                     // bits of index for 16 columns; 0 where units do not apply
  std::vector<std::uint16_t> unit_mask;  // kept positions of 16 columns by their index bits; empty for a bitmask
  std::vector<std::uint64_t> binomials;  // [group, keep + 1], for ranks that have no table
  int spans = 0;                         // two-register tables that 64 values draw from; 0 where permutes do not apply
  int code_bytes = 0;                    // index bytes of 64 values
  std::uint8_t code_mask = 0;
  alignas(64) std::uint8_t position[64] = {};  // place in the group by which << code_bits | code
  bool quads = false;                          // 2:4 by rank: two codes are six bits
  alignas(64) std::uint8_t quad_places[64] = {};  // of four values by these, two bits each
  alignas(64) std::uint8_t group_columns[64] = {};  // by the lowest four bits, of a code: which value each column has
  Permutation as_floats{}, as_bytes{};
};

Plan* make_plan(int keep, int group, Encoding encoding, int code_bits);

// Calls kept(place) for the kept places of one group, ascending for bitmask and index. A code that stands for no
// position set gives places within the group all the same, so that a damaged index never leads out of the arrays.
template <typename Read, typename Kept>
void decode_group(const Plan& plan, Read read, Kept kept) {
  if (plan.encoding == Encoding::bitmask) {
    int left = plan.keep;
    for (int i = 0; i < plan.group; ++i)
      if (read(1) && left-- > 0) kept(i);
  } else if (plan.encoding == Encoding::index) {
    for (int k = 0; k < plan.keep; ++k) {
      const int place = static_cast<int>(read(plan.code_bits / plan.keep));
      kept(place < plan.group ? place : plan.group - 1);
    }
  } else {
    std::uint64_t rank = read(plan.code_bits);
    int left = plan.keep;
    for (int i = plan.group - 1; i >= 0 && left > 0; --i) {
      const std::uint64_t below = plan.binomials[static_cast<std::size_t>(i * (plan.keep + 1) + left)];
      if (rank < below) continue;
      rank -= below;
      --left;
      kept(i);
    }
  }
}

struct Matrix {  // mirrored in online/kernels/nm_kernels.py
  const Plan* plan;
  const void* values;
  const std::uint8_t* indexes;
  const float* scales;              // one a row, or null
  const std::uint8_t* multipliers;  // int4: one for each scale_columns columns of a row, or null
  const float* bias;                // one a row, added to the product, or null
  std::int64_t index_bytes, rows, cols;
  std::int32_t value_type, scale_columns;

  std::int64_t groups() const { return (cols + plan->group - 1) / plan->group; }
  std::int64_t row_values() const { return groups() * plan->keep; }
  std::int64_t row_columns() const { return groups() * plan->group; }  // with those of a padded last group
  std::int64_t row_multipliers() const { return scale_columns ? (cols + scale_columns - 1) / scale_columns : 0; }
  std::int64_t row_bytes() const;  // of values
  ValueType type() const { return static_cast<ValueType>(value_type); }
  bool integer() const { return type() == ValueType::int8 || type() == ValueType::int4; }
  bool rows_start_on_bytes() const { return groups() * plan->code_bits % 8 == 0; }
  // Whether `kept_columns` can read this matrix' positions.
  bool has_units() const { return plan->unit_bits && (!plan->unit_mask.empty() || rows_start_on_bytes()); }
};

constexpr std::size_t value_bytes(ValueType type) {
  return type == ValueType::fp32 ? 4 : type == ValueType::int8 ? 1 : 2;  // int4 has none of its own
}

inline std::int64_t Matrix::row_bytes() const {
  return type() == ValueType::int4 ? (row_values() + 1) / 2
                                   : row_values() * static_cast<std::int64_t>(value_bytes(type()));
}

// Value i of the `count` int4 values of a row. They lie in blocks of 128, the last one shorter: a block's first half in
// the low halves of its bytes, its second in the high ones.
inline std::int32_t nibble(const std::uint8_t* row, std::int64_t i, std::int64_t count) {
  const std::int64_t start = i / 128 * 128, half = ((count - start < 128 ? count - start : 128) + 1) / 2;
  const bool high = i - start >= half;
  const std::int32_t byte = row[start / 2 + i - start - (high ? half : 0)];
  return ((byte >> (high ? 4 : 0) & 15) ^ 8) - 8;
}

// Activations of a batch in the form that kernels read, each token padded with zeros to `stride` columns.
struct Activations {
  const float* floats;         // [tokens, stride]
  const std::uint8_t* fixed;   // [tokens, 4 * stride] bytes, laid out as the instruction set reads them
  const double* steps;         // [tokens], NaN for a token that is not finite
  std::int64_t stride;
};

// Writes y[token * rows + row] for rows [first, last) of tokens [token, token + tokens), tokens <= max_tokens.
using RowKernel = void (*)(const Matrix&, const Activations&, std::int64_t token, int tokens, std::int64_t first,
                           std::int64_t last, float* y);

// A kernel's instance for as many tokens as it is called with; its own template arguments come first.
#define FOR_TOKENS(function, ...)                                                              \
  switch (tokens) {                                                                            \
    case 1: return function<__VA_ARGS__, 1>(matrix, x, token, first, last, y);                 \
    case 2: return function<__VA_ARGS__, 2>(matrix, x, token, first, last, y);                 \
    case 3: return function<__VA_ARGS__, 3>(matrix, x, token, first, last, y);                 \
    default: return function<__VA_ARGS__, 4>(matrix, x, token, first, last, y);                \
  }

RowKernel portable_kernel(const Matrix& matrix);
RowKernel avx2_kernel(const Matrix& matrix);    // these two may be null: use the portable kernel
RowKernel avx512_kernel(const Matrix& matrix);

using FixedLayout = void (*)(const float* x, std::int64_t cols, double inverse_step, std::int64_t stride,
                             std::uint8_t* fixed);
void fixed_portable(const float*, std::int64_t, double, std::int64_t, std::uint8_t*);  // int32 [stride]
void fixed_avx2(const float*, std::int64_t, double, std::int64_t, std::uint8_t*);      // int16 [stride]
// [3, stride]: high and low digit of activation + fixed_bias, without signs; high digit of the activation itself, whose
// digits have signs: its low one has the same bits.
void fixed_avx512(const float*, std::int64_t, double, std::int64_t, std::uint8_t*);

// Sums the words at p, to measure how fast memory is read.
std::uint64_t read_words(const std::uint8_t* p, std::size_t bytes, InstructionSet set);
std::uint64_t read_words_avx512(const std::uint8_t* p, std::size_t bytes);

bool has_avx2();
bool has_avx512();
bool has_avx512_bf16();  // and all of the former

// One row of an integer matrix, from its exact sum.
inline float finish_fixed(std::int64_t sum, double step, const float* scales, std::int64_t row) {
  return static_cast<float>(static_cast<double>(sum) * step * (scales ? static_cast<double>(scales[row]) : 1.0));
}

// Nearest whole number, ties to even, of |v| < 2^31.
inline __attribute__((always_inline)) std::int32_t nearest(double v) {
  const double shifted = v + 6755399441055744.0;  // 1.5 * 2^52 leaves the whole number in the low bits
  std::uint64_t bits;
  std::memcpy(&bits, &shifted, 8);
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(bits));
}

// An activation in whole steps.
inline __attribute__((always_inline)) std::int32_t fixed_point(float x, double inverse_step) {
  return nearest(static_cast<double>(x) * inverse_step);
}

// 57 or more bits from a bit position on; beyond the end there are zeros.
inline __attribute__((always_inline)) std::uint64_t load_bits(const Matrix& matrix, std::int64_t bit) {
  const std::int64_t byte = bit >> 3;
  std::uint64_t word = 0;
  if (byte + 8 <= matrix.index_bytes) {
    std::memcpy(&word, matrix.indexes + byte, 8);
  } else if (byte < matrix.index_bytes) {
    std::memcpy(&word, matrix.indexes + byte, static_cast<std::size_t>(matrix.index_bytes - byte));
  }
  return word >> (bit & 7);
}

// Kept columns among the 64 from `column` on, for plans with units (not dense). Columns beyond the row are not kept.
inline __attribute__((always_inline)) std::uint64_t kept_columns(const Matrix& matrix, std::int64_t row_bit,
                                                                 std::int64_t column, std::int64_t columns) {
  const Plan& plan = *matrix.plan;
  std::uint64_t kept;
  if (plan.unit_mask.empty()) {
    kept = load_bits(matrix, row_bit + column);
  } else {
    const int bits = plan.unit_bits;
    const std::uint64_t low = (std::uint64_t{1} << bits) - 1;
    const std::uint64_t codes = load_bits(matrix, row_bit + column / unit * bits);
    const std::uint16_t* mask = plan.unit_mask.data();
    kept = mask[codes & low] | static_cast<std::uint64_t>(mask[(codes >> bits) & low]) << 16 |
           static_cast<std::uint64_t>(mask[(codes >> (2 * bits)) & low]) << 32 |
           static_cast<std::uint64_t>(mask[(codes >> (3 * bits)) & low]) << 48;
  }
  const std::int64_t left = columns - column;
  return left >= block ? kept : kept & ((std::uint64_t{1} << left) - 1);
}

}  // namespace flame_nm
