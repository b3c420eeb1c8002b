// Loops of a decoder block, sixteen numbers at a time; whoever includes this compiles them for an instruction set.

#pragma once

#include <cstdint>
#include <cstring>

#include "bf16.h"
#include "nm_exponential.h"

#define FLAME_INLINE __attribute__((always_inline)) inline

namespace flame_block {

typedef float Floats __attribute__((vector_size(64)));
typedef float Four __attribute__((vector_size(16)));
typedef std::uint32_t Words __attribute__((vector_size(64)));
typedef std::uint16_t Halves __attribute__((vector_size(32)));

constexpr std::int64_t lanes = 16;

// Sixteen numbers of the model's type.
FLAME_INLINE void load(const float* p, Floats& v) { std::memcpy(&v, p, sizeof(v)); }
FLAME_INLINE void load(const std::uint16_t* p, Floats& v) {
  Halves halves;
  std::memcpy(&halves, p, sizeof(halves));
  const Words words = __builtin_convertvector(halves, Words) << 16;
  std::memcpy(&v, &words, sizeof(v));
}

FLAME_INLINE float number(const float* p) { return *p; }
FLAME_INLINE float number(const std::uint16_t* p) { return flame_nm::widen(*p); }
FLAME_INLINE void put(float* p, float v) { *p = v; }
FLAME_INLINE void put(std::uint16_t* p, float v) { *p = flame_nm::narrow(v); }

// As a number of type T keeps it.
template <typename T>
FLAME_INLINE float kept(float v) {
  T held;
  put(&held, v);
  return number(&held);
}

FLAME_INLINE float sum_of(const Floats& v) {
  const auto* const each = reinterpret_cast<const char*>(&v);
  Four parts[4];
  std::memcpy(parts, each, sizeof(parts));
  const Four four = (parts[0] + parts[1]) + (parts[2] + parts[3]);
  return (four[0] + four[1]) + (four[2] + four[3]);
}

template <typename T>
FLAME_INLINE float dot(const float* x, const T* y, std::int64_t count) {
  Floats sums = {}, a, b;
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    load(x + i, a);
    load(y + i, b);
    sums += a * b;
  }
  float sum = sum_of(sums);
  for (; i < count; ++i) sum += x[i] * number(y + i);
  return sum;
}

// y = x / sqrt(mean of x^2 + epsilon), as T keeps it, times the weight: as transformers computes it, but for the order of
// the sum.
template <typename T>
FLAME_INLINE void normalise(const float* x, const T* weight, double epsilon, std::int64_t count, float* y) {
  const float mean = dot(x, x, count) / static_cast<float>(count);
  const float factor = 1.0f / __builtin_sqrtf(mean + static_cast<float>(epsilon));
  for (std::int64_t i = 0; i < count; ++i) y[i] = kept<T>(x[i] * factor) * number(weight + i);
}

// Turns the pairs (i, i + half) of a head by their angles.
template <typename T>
FLAME_INLINE void rotate(float* x, const T* cosine, const T* sine, std::int64_t width) {
  const std::int64_t half = width / 2;
  for (std::int64_t i = 0; i < half; ++i) {
    const float low = x[i], high = x[i + half];
    x[i] = low * number(cosine + i) - high * number(sine + i);
    x[i + half] = high * number(cosine + i + half) + low * number(sine + i + half);
  }
}

// Makes numbers the exponentials of a softmax, which are still to be divided by what comes back: their sum.
FLAME_INLINE float exponentials(float* x, std::int64_t count) {
  float largest = x[0];
  for (std::int64_t i = 1; i < count; ++i) largest = x[i] > largest ? x[i] : largest;
  for (std::int64_t i = 0; i < count; ++i) x[i] = flame_nm::exponential(x[i] - largest);
  Floats sums = {}, some;
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    load(x + i, some);
    sums += some;
  }
  float sum = sum_of(sums);
  for (; i < count; ++i) sum += x[i];
  return sum;
}

// Attention of `count` queries [count, width] that share a cache: y [count, width] of `tokens` keys and values, [tokens,
// width] each; `scores` [count, tokens] is room. A key and a value are widened once for all of them.
template <typename T, int count>
FLAME_INLINE void attend_heads(const float* queries, const T* keys, const T* values, std::int64_t tokens,
                               std::int64_t width, float scaling, float* scores, float* y) {
  const std::int64_t whole = width / lanes * lanes;
  for (std::int64_t t = 0; t < tokens; ++t) {
    Floats sums[count] = {}, key, query;
    for (std::int64_t i = 0; i < whole; i += lanes) {
      load(keys + t * width + i, key);
      for (int q = 0; q < count; ++q) {
        load(queries + q * width + i, query);
        sums[q] += query * key;
      }
    }
    for (int q = 0; q < count; ++q) {
      float sum = sum_of(sums[q]);
      for (std::int64_t i = whole; i < width; ++i) sum += queries[q * width + i] * number(keys + t * width + i);
      scores[q * tokens + t] = scaling * sum;
    }
  }
  float shares[count];
  for (int q = 0; q < count; ++q) shares[q] = 1.0f / exponentials(scores + q * tokens, tokens);
  for (std::int64_t i = 0; i < whole; i += lanes) {
    Floats sums[count] = {}, value;
    for (std::int64_t t = 0; t < tokens; ++t) {
      load(values + t * width + i, value);
      for (int q = 0; q < count; ++q) sums[q] += scores[q * tokens + t] * value;
    }
    for (int q = 0; q < count; ++q) {
      sums[q] *= shares[q];
      std::memcpy(y + q * width + i, &sums[q], sizeof(Floats));
    }
  }
  for (int q = 0; q < count; ++q)
    for (std::int64_t i = whole; i < width; ++i) {
      float sum = 0;
      for (std::int64_t t = 0; t < tokens; ++t) sum += scores[q * tokens + t] * number(values + t * width + i);
      y[q * width + i] = sum * shares[q];
    }
}

}  // namespace flame_block
