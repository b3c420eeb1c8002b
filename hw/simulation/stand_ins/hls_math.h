// C-simulation only: what the open headers' hls_math.h lacks of floating point.
#pragma once
#include_next <hls_math.h>

#include <cmath>

namespace hls {
inline float exp(float value) { return std::exp(value); }
inline float tanh(float value) { return std::tanh(value); }
}  // namespace hls
