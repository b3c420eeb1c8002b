#include "block.h"

#include <algorithm>
#include <numeric>
#include <type_traits>
#include <vector>

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-trapping-math", "no-math-errno", "no-thread-jumps")  // as in nm_activation.cpp
#endif

#include "block_math.h"
#include "nm_pool.h"
#include "nm_product.h"

namespace flame_block {
namespace {

using flame_nm::InstructionSet;

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

// Numbers of one pass; they are the calling thread's and grow to the largest it has seen.
struct Numbers {
  std::vector<float> hidden, entering, query, key, value, mixed, output, scores, chances;
  std::vector<std::int32_t> order;

  static float* grow(std::vector<float>& numbers, std::int64_t count) {
    numbers.resize(std::max(numbers.size(), at(count)));
    return numbers.data();
  }
};

// Heads that share keys and values, on their way to the attention's result.
struct Heads {
  const Block& block;
  const Pass& pass;
  float *query, *key, *value, *mixed, *scores;
};

template <typename T>
FLAME_INLINE void attend_group(const Heads& heads, std::int64_t group) {
  const Block& block = heads.block;
  const Pass& pass = heads.pass;
  const std::int64_t width = block.head_dim, own = block.heads / block.kv_heads, tokens = pass.tokens + 1;
  const auto *cosine = static_cast<const T*>(pass.cosine), *sine = static_cast<const T*>(pass.sine);
  const auto turned = [&](float* x, const void* weight) __attribute__((always_inline)) {
    if (weight) normalise(x, static_cast<const T*>(weight), block.epsilon, width, x);
    rotate(x, cosine, sine, width);
  };
  float *const key = heads.key + group * width, *const value = heads.value + group * width;
  T* const keys = static_cast<T*>(pass.keys) + group * pass.room * width;
  T* const values = static_cast<T*>(pass.values) + group * pass.room * width;
  turned(key, block.norm_key);
  for (std::int64_t i = 0; i < width; ++i) put(keys + pass.tokens * width + i, key[i]);
  for (std::int64_t i = 0; i < width; ++i) put(values + pass.tokens * width + i, value[i]);
  const std::int64_t last = (group + 1) * own;
  for (std::int64_t head = group * own; head < last; ++head) turned(heads.query + head * width, block.norm_query);
  const auto together = [&](std::int64_t head, auto count) __attribute__((always_inline)) {
    attend_heads<T, decltype(count)::value>(heads.query + head * width, keys, values, tokens, width,
                                            static_cast<float>(block.scaling), heads.scores + head * tokens,
                                            heads.mixed + head * width);
    return head + count;
  };
  std::int64_t head = group * own;
  while (head + 4 <= last) head = together(head, std::integral_constant<int, 4>{});
  while (head + 2 <= last) head = together(head, std::integral_constant<int, 2>{});
  while (head < last) head = together(head, std::integral_constant<int, 1>{});
}

// The largest `top_k` of a softmax, the first of equals, as the model's own modules round.
template <typename T>
FLAME_INLINE void choose(const Block& block, const Pass& pass, float* chances, std::vector<std::int32_t>& order) {
  const std::int64_t experts = block.router->rows;
  for (std::int64_t i = 0; i < experts; ++i) chances[i] = kept<T>(chances[i]);
  const float sum = exponentials(chances, experts);
  order.resize(at(experts));
  std::iota(order.begin(), order.end(), 0);
  std::partial_sort(order.begin(), order.begin() + block.top_k, order.end(), [&](std::int32_t a, std::int32_t b) {
    return chances[a] != chances[b] ? chances[a] > chances[b] : a < b;
  });
  float taken = 0;
  for (int k = 0; k < block.top_k; ++k) {
    pass.index[k] = order[at(k)];
    pass.weights[k] = chances[order[at(k)]] / sum;
    taken += pass.weights[k];
  }
  for (int k = 0; k < block.top_k; ++k) {
    if (block.normed) pass.weights[k] /= taken;
    if (block.rounded) pass.weights[k] = kept<T>(pass.weights[k]);
  }
}

// What is compiled for each instruction set.
template <typename T>
FLAME_INLINE void enter(const Block& block, const Pass& pass, float* hidden, float* entering) {
  const auto *own = static_cast<const T*>(pass.hidden), *added = static_cast<const T*>(pass.added);
  for (std::int64_t i = 0; i < block.hidden; ++i)
    hidden[i] = added ? kept<T>(number(own + i) + number(added + i)) : number(own + i);
  normalise(hidden, static_cast<const T*>(block.norm_in), block.epsilon, block.hidden, entering);
  for (std::int64_t i = 0; i < block.hidden; ++i) entering[i] = kept<T>(entering[i]);
}

template <typename T>
FLAME_INLINE void leave(const Block& block, const Pass& pass, const float* output, float* hidden, float* entering) {
  auto *const own = static_cast<T*>(pass.hidden), *const result = static_cast<T*>(pass.entering);
  for (std::int64_t i = 0; i < block.hidden; ++i) {
    hidden[i] = kept<T>(hidden[i] + kept<T>(output[i]));
    put(own + i, hidden[i]);
  }
  normalise(hidden, static_cast<const T*>(block.norm_out), block.epsilon, block.hidden, entering);
  for (std::int64_t i = 0; i < block.hidden; ++i) {
    put(result + i, entering[i]);
    entering[i] = number(result + i);
  }
}

template <typename T>
FLAME_INLINE void end(const Block& block, const Pass& pass, float* hidden, float* entering) {
  enter<T>(block, pass, hidden, entering);
  for (std::int64_t i = 0; i < block.hidden; ++i) put(static_cast<T*>(pass.entering) + i, entering[i]);
}

enum class Part { enter, attend, leave, choose, end };

struct Work {
  const Block& block;
  const Pass& pass;
  Numbers& numbers;
  InstructionSet set;
};

template <typename T>
FLAME_INLINE void compute(const Work& work, Part part, std::int64_t group) {
  Numbers& n = work.numbers;
  switch (part) {
    case Part::enter: return enter<T>(work.block, work.pass, n.hidden.data(), n.entering.data());
    case Part::attend:
      return attend_group<T>({work.block, work.pass, n.query.data(), n.key.data(), n.value.data(), n.mixed.data(),
                              n.scores.data()}, group);
    case Part::leave: return leave<T>(work.block, work.pass, n.output.data(), n.hidden.data(), n.entering.data());
    case Part::end: return end<T>(work.block, work.pass, n.hidden.data(), n.entering.data());
    case Part::choose: return choose<T>(work.block, work.pass, n.chances.data(), n.order);
  }
}

#if defined(__x86_64__)
#define FLAME_AVX512 \
  __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma,prefer-vector-width=512"), flatten))
FLAME_AVX512 void compute_avx512(const Work& work, Part part, std::int64_t group) {
  work.block.bf16 ? compute<std::uint16_t>(work, part, group) : compute<float>(work, part, group);
}
__attribute__((target("avx2,fma"), flatten)) void compute_avx2(const Work& work, Part part, std::int64_t group) {
  work.block.bf16 ? compute<std::uint16_t>(work, part, group) : compute<float>(work, part, group);
}
#endif

void compute(const Work& work, Part part, std::int64_t group = 0) {
#if defined(__x86_64__)
  if (work.set == InstructionSet::avx512) return compute_avx512(work, part, group);
  if (work.set == InstructionSet::avx2) return compute_avx2(work, part, group);
#endif
  work.block.bf16 ? compute<std::uint16_t>(work, part, group) : compute<float>(work, part, group);
}

void attend_chunk(void* work, std::int64_t group) { compute(*static_cast<const Work*>(work), Part::attend, group); }

}  // namespace

void attend(const Block& block, const Pass& pass) {
  static thread_local Numbers numbers;
  const InstructionSet set = flame_nm::available(2);
  const std::int64_t query = block.heads * block.head_dim, key = block.kv_heads * block.head_dim;
  Numbers::grow(numbers.hidden, block.hidden);
  float* const entering = Numbers::grow(numbers.entering, block.hidden);
  Numbers::grow(numbers.mixed, query);
  Numbers::grow(numbers.scores, block.heads * (pass.tokens + 1));
  const Work work{block, pass, numbers, set};
  compute(work, Part::enter);
  const flame_nm::Product products[] = {{block.query, Numbers::grow(numbers.query, query)},
                                        {block.key, Numbers::grow(numbers.key, key)},
                                        {block.value, Numbers::grow(numbers.value, key)}};
  flame_nm::multiply(products, 3, entering, pass.threads, set);
  const std::int64_t kept = 2 * key * (pass.tokens + 1) * static_cast<std::int64_t>(block.bf16 ? 2 : 4);
  const int attending = flame_nm::threads_for(pass.threads, kept);
  flame_nm::run_chunks(attending, block.kv_heads, attend_chunk, const_cast<Work*>(&work));
  flame_nm::multiply(*block.output, numbers.mixed.data(), Numbers::grow(numbers.output, block.hidden), 1, pass.threads, set);
  compute(work, Part::leave);
  if (!block.router) return;
  flame_nm::multiply(*block.router, entering, Numbers::grow(numbers.chances, block.router->rows), 1, pass.threads, set);
  compute(work, Part::choose);
}

void finish(const Block& block, const Pass& pass) {
  static thread_local Numbers numbers;
  Numbers::grow(numbers.hidden, block.hidden);
  Numbers::grow(numbers.entering, block.hidden);
  compute({block, pass, numbers, flame_nm::available(2)}, Part::end);
}

}  // namespace flame_block

extern "C" {

// One token of one sequence through a block, but for its MLP.
__attribute__((visibility("default"))) void flame_block_attend(const flame_block::Block* block,
                                                               const flame_block::Pass* pass) {
  flame_block::attend(*block, *pass);
}

// What leaves the last block, and its norm.
__attribute__((visibility("default"))) void flame_block_finish(const flame_block::Block* block,
                                                               const flame_block::Pass* pass) {
  flame_block::finish(*block, *pass);
}
}
