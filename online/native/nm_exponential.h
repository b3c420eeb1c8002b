// The exponential of the kernels.

#pragma once

#include <cstdint>
#include <cstring>

namespace flame_nm {

// e^x within 2 units of the last place for -87 <= x <= 88, beyond which x is cut off; NaN stays NaN. The polynomial is
// that of Cephes.
__attribute__((always_inline)) inline float exponential(float x) {
  x = x < -87.0f ? -87.0f : x;
  x = x > 88.0f ? 88.0f : x;
  const float shifted = x * 1.44269504f + 12582912.0f;  // 1.5 * 2^23 leaves the whole number in the low bits
  const float whole = shifted - 12582912.0f;
  const float r = (x - whole * 0.693359375f) - whole * -2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r;
  p = p + 1.0f;
  std::int32_t bits;
  std::memcpy(&bits, &shifted, 4);
  bits = static_cast<std::int32_t>(static_cast<std::uint32_t>(bits) << 23) + 0x3F800000;
  float scale;
  std::memcpy(&scale, &bits, 4);
  return p * scale;
}

}  // namespace flame_nm
