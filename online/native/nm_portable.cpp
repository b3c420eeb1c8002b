// The kernel for any CPU: a row is decoded once and multiplied with every token.

#include <algorithm>
#include <vector>

#include "nm_kernels.h"

namespace flame_nm {
namespace {

float half_to_float(std::uint16_t half) {
  const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000) << 16, rest = half & 0x7FFF;
  std::uint32_t bits;
  float value;
  if (rest >= 0x7C00) {
    bits = 0x7F800000 | (rest & 0x3FF) << 13;
  } else if (rest >= 0x400) {
    bits = (rest << 13) + (112u << 23);
  } else {
    value = static_cast<float>(rest) * 0x1p-24f;
    std::memcpy(&bits, &value, 4);
  }
  bits |= sign;
  std::memcpy(&value, &bits, 4);
  return value;
}

template <ValueType type>
auto value_at(const void* values, std::int64_t i, [[maybe_unused]] std::int64_t count) {
  if constexpr (type == ValueType::int8) {
    return static_cast<std::int32_t>(static_cast<const std::int8_t*>(values)[i]);
  } else if constexpr (type == ValueType::int4) {
    return nibble(static_cast<const std::uint8_t*>(values), i, count);
  } else if constexpr (type == ValueType::fp32) {
    float value;
    std::memcpy(&value, static_cast<const char*>(values) + 4 * i, 4);
    return value;
  } else {
    std::uint16_t bits;
    std::memcpy(&bits, static_cast<const char*>(values) + 2 * i, 2);
    if constexpr (type == ValueType::fp16) return half_to_float(bits);
    const std::uint32_t wide = static_cast<std::uint32_t>(bits) << 16;
    float value;
    std::memcpy(&value, &wide, 4);
    return value;
  }
}

// Row `row` with its zeros; dense is [stride].
template <ValueType type, typename Number>
void place_values(const Matrix& matrix, std::int64_t row, Number* dense, std::int64_t stride) {
  const Plan& plan = *matrix.plan;
  const std::int64_t columns = matrix.row_columns();
  const void* const values = static_cast<const std::uint8_t*>(matrix.values) + row * matrix.row_bytes();
  const std::int64_t row_values = matrix.row_values();
  std::int64_t value = 0;
  if (plan.dense) {
    for (std::int64_t c = 0; c < columns; ++c) dense[c] = value_at<type>(values, value + c, row_values);
    std::fill(dense + columns, dense + stride, Number{});
    return;
  }
  std::fill(dense, dense + stride, Number{});
  std::int64_t bit = row * matrix.groups() * plan.code_bits;
  if (plan.unit_bits && (!plan.unit_mask.empty() || bit % 8 == 0) && matrix.rows_start_on_bytes()) {
    for (std::int64_t column = 0; column < columns; column += block) {
      std::uint64_t kept = kept_columns(matrix, bit, column, columns);
      for (std::int64_t k = 0; kept; ++k, kept &= kept - 1)
        dense[column + __builtin_ctzll(kept)] = value_at<type>(values, value + k, row_values);
      value += block / unit * (unit * plan.keep / plan.group);
    }
    return;
  }
  for (std::int64_t g = 0; g < matrix.groups(); ++g) {
    int places[256], count = 0;
    decode_group(
        plan,
        [&](int width) {
          std::uint64_t field = load_bits(matrix, bit);
          if (width > 57) field |= load_bits(matrix, bit + 32) << 32;
          bit += width;
          return width == 0 ? 0 : field & (~std::uint64_t{0} >> (64 - width));
        },
        [&](int place) { places[count++] = place; });
    std::sort(places, places + count);
    for (int k = 0; k < count; ++k) dense[g * plan.group + places[k]] = value_at<type>(values, value + k, row_values);
    value += plan.keep;
  }
}

// The same, each int4 value times its group's multiplier.
template <ValueType type, typename Number>
void decode_row(const Matrix& matrix, std::int64_t row, Number* dense, std::int64_t stride) {
  place_values<type>(matrix, row, dense, stride);
  if constexpr (type == ValueType::int4) {
    const std::uint8_t* multiplier = matrix.multipliers + row * matrix.row_multipliers();
    for (std::int64_t c = 0; c < matrix.cols; c += matrix.scale_columns, ++multiplier)
      for (std::int64_t i = c; i < std::min(matrix.cols, c + matrix.scale_columns); ++i) dense[i] *= *multiplier;
  }
}

float dot(const float* a, const float* b, std::int64_t stride) {
  float sums[block] = {};
  for (std::int64_t c = 0; c < stride; c += block)
    for (int i = 0; i < block; ++i) sums[i] += a[c + i] * b[c + i];
  for (int half = block / 2; half; half /= 2)
    for (int i = 0; i < half; ++i) sums[i] += sums[i + half];
  return sums[0];
}

std::int64_t dot(const std::int32_t* a, const std::int32_t* b, std::int64_t stride) {
  std::int64_t sums[unit] = {};
  for (std::int64_t c = 0; c < stride; c += unit)
    for (int i = 0; i < unit; ++i) sums[i] += static_cast<std::int64_t>(a[c + i]) * b[c + i];
  std::int64_t sum = 0;
  for (const std::int64_t part : sums) sum += part;
  return sum;
}

template <ValueType type>
void portable_rows(const Matrix& matrix, const Activations& x, std::int64_t token, int tokens, std::int64_t first,
                   std::int64_t last, float* y) {
  using Number = decltype(value_at<type>(nullptr, 0, 0));
  std::vector<Number> dense(static_cast<std::size_t>(x.stride));
  for (std::int64_t row = first; row < last; ++row) {
    decode_row<type>(matrix, row, dense.data(), x.stride);
    for (std::int64_t t = token; t < token + tokens; ++t) {
      float& result = y[t * matrix.rows + row];
      if constexpr (type == ValueType::int8 || type == ValueType::int4) {
        const auto* fixed = reinterpret_cast<const std::int32_t*>(x.fixed + 4 * x.stride * t);
        result = finish_fixed(dot(dense.data(), fixed, x.stride), x.steps[t], matrix.scales, row);
      } else {
        result = dot(dense.data(), x.floats + x.stride * t, x.stride);
      }
    }
  }
}

}  // namespace

RowKernel portable_kernel(const Matrix& matrix) {
  switch (static_cast<ValueType>(matrix.value_type)) {
    case ValueType::fp32: return portable_rows<ValueType::fp32>;
    case ValueType::bf16: return portable_rows<ValueType::bf16>;
    case ValueType::fp16: return portable_rows<ValueType::fp16>;
    case ValueType::int4: return portable_rows<ValueType::int4>;
    default: return portable_rows<ValueType::int8>;
  }
}

void fixed_portable(const float* x, std::int64_t cols, double inverse_step, std::int64_t stride, std::uint8_t* fixed) {
  auto* out = reinterpret_cast<std::int32_t*>(fixed);
  for (std::int64_t c = 0; c < cols; ++c) out[c] = fixed_point(x[c], inverse_step);
  std::fill(out + cols, out + stride, 0);
}

std::uint64_t read_words(const std::uint8_t* p, std::size_t bytes, InstructionSet set) {
  if (set == InstructionSet::avx512) return read_words_avx512(p, bytes);
  std::uint64_t sums[8] = {};
  for (std::size_t i = 0; i + 64 <= bytes; i += 64)
    for (int k = 0; k < 8; ++k) {
      std::uint64_t word;
      std::memcpy(&word, p + i + 8 * static_cast<std::size_t>(k), 8);
      sums[k] += word;
    }
  for (int k = 1; k < 8; ++k) sums[0] += sums[k];
  return sums[0];
}

}  // namespace flame_nm
