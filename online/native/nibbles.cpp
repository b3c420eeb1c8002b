// Joins the two halves of int8 values: `online/serving/halves.py` says how they lie.

#include <cstdint>

namespace {

constexpr std::int64_t block = 128, half = block / 2;  // values of a block, and bytes that hold them

// 16 * upper + lower of one value each; the sum of two halves of an int8 never overflows.
inline std::uint8_t joined(std::uint8_t upper, std::uint8_t lower) {
  return static_cast<std::uint8_t>((upper << 4) + ((lower & 15) ^ 8) - 8);
}

}  // namespace

extern "C" {

// values [rows, count] of upper and lower, each as `flame.value_types.join_nibbles` lays a row out.
__attribute__((visibility("default"))) void flame_join_halves(const std::uint8_t* upper, const std::uint8_t* lower,
                                                              std::uint8_t* values, std::int64_t rows,
                                                              std::int64_t count) {
  for (std::int64_t row = 0; row < rows; ++row) {
    std::int64_t start = 0;
    for (; start + block <= count; start += block, upper += half, lower += half, values += block)
      for (std::int64_t i = 0; i < half; ++i) {
        values[i] = joined(upper[i], lower[i]);
        values[i + half] = joined(upper[i] >> 4, lower[i] >> 4);
      }
    const std::int64_t left = count - start, bytes = (left + 1) / 2;
    for (std::int64_t i = 0; i < bytes; ++i) {
      values[i] = joined(upper[i], lower[i]);
      if (i + bytes < left) values[i + bytes] = joined(upper[i] >> 4, lower[i] >> 4);
    }
    upper += bytes;
    lower += bytes;
    values += left;
  }
}
}
