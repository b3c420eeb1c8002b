// The activations, each for 16, 8 or as many numbers at a time as the compiler makes of a loop.

#include "nm_activation.h"

#if defined(__clang__)
#pragma clang fp contract(off)
#elif defined(__GNUC__)
// Of a clamp, jump threading makes ways of their own for what is clamped, and the vectoriser computes all of them.
#pragma GCC optimize("fp-contract=off", "no-trapping-math", "no-math-errno", "no-thread-jumps")
#endif

#include "nm_exponential.h"  // compiled as the pragmas above have it

namespace flame_nm {
namespace {

#define INLINE __attribute__((always_inline)) inline

INLINE float sigmoid_times(float x, float steepness) { return x / (1.0f + exponential(-(x * steepness))); }

// Abramowitz and Stegun 7.1.26: within 2e-7.
INLINE float error_function(float x) {
  const float size = x < 0.0f ? -x : x;
  const float t = 1.0f / (1.0f + 0.3275911f * size);
  float p = 1.061405429f;
  p = p * t + -1.453152027f;
  p = p * t + 1.421413741f;
  p = p * t + -0.284496736f;
  p = p * t + 0.254829592f;
  const float value = 1.0f - (p * t) * exponential(-(size * size));
  return x < 0.0f ? -value : value;
}

template <Activation activation>
INLINE float activated(float x) {
  if constexpr (activation == Activation::relu) return x < 0.0f ? 0.0f : x;  // keeps NaN
  if constexpr (activation == Activation::relu2) {
    const float positive = x < 0.0f ? 0.0f : x;
    return positive * positive;
  }
  if constexpr (activation == Activation::silu) return sigmoid_times(x, 1.0f);
  if constexpr (activation == Activation::gelu) return 0.5f * x * (1.0f + error_function(x * 0.70710678f));
  if constexpr (activation == Activation::gelu_tanh) {
    const float inner = (x + 0.044715f * (x * x * x)) * 0.79788456f;
    return 0.5f * x * (1.0f + (1.0f - 2.0f / (1.0f + exponential(2.0f * inner))));
  }
  return x;
}

// gpt-oss: the gate at most 7, the other within 7, and the sigmoid steeper.
INLINE float clamped_product(float gate, float up) {
  gate = gate > 7.0f ? 7.0f : gate;
  up = up > 7.0f ? 7.0f : up;
  up = up < -7.0f ? -7.0f : up;
  return (up + 1.0f) * sigmoid_times(gate, 1.702f);
}

template <Activation activation>
INLINE void all(const float* gate, float* up, std::int64_t count) {
  if (!gate) {
    for (std::int64_t i = 0; i < count; ++i) up[i] = activated<activation>(up[i]);
  } else if constexpr (activation == Activation::gpt_oss) {
    for (std::int64_t i = 0; i < count; ++i) up[i] = clamped_product(gate[i], up[i]);
  } else {
    for (std::int64_t i = 0; i < count; ++i) up[i] = activated<activation>(gate[i]) * up[i];
  }
}

INLINE void chosen(Activation activation, const float* gate, float* up, std::int64_t count) {
  switch (activation) {
    case Activation::relu: return all<Activation::relu>(gate, up, count);
    case Activation::relu2: return all<Activation::relu2>(gate, up, count);
    case Activation::silu: return all<Activation::silu>(gate, up, count);
    case Activation::gelu: return all<Activation::gelu>(gate, up, count);
    case Activation::gelu_tanh: return all<Activation::gelu_tanh>(gate, up, count);
    case Activation::gpt_oss: return all<Activation::gpt_oss>(gate, up, count);
  }
}

#if defined(__x86_64__)
__attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,prefer-vector-width=512"))) void chosen_avx512(
    Activation activation, const float* gate, float* up, std::int64_t count) {
  chosen(activation, gate, up, count);
}
__attribute__((target("avx2"))) void chosen_avx2(Activation activation, const float* gate, float* up,
                                                 std::int64_t count) {
  chosen(activation, gate, up, count);
}
#endif

}  // namespace

void activate(Activation activation, const float* gate, float* up, std::int64_t count, InstructionSet set) {
#if defined(__x86_64__)
  if (set == InstructionSet::avx512) return chosen_avx512(activation, gate, up, count);
  if (set == InstructionSet::avx2) return chosen_avx2(activation, gate, up, count);
#endif
  chosen(activation, gate, up, count);
}

}  // namespace flame_nm
