// One token through a decoder block of the common form, but for its MLP: norm, attention over the key-value cache, norm,
// and a router that takes the largest of a softmax.

#pragma once

#include <cstdint>

#include "nm_kernels.h"

namespace flame_block {

// Weights of norms, hidden states and the cache have the model's type: fp32, or bf16 by its bits.
struct Block {  // mirrored in online/serving/native_library.py
  const flame_nm::Matrix *query, *key, *value, *output;
  const flame_nm::Matrix* router;                     // null where the model's own module decides
  const void *norm_in, *norm_query, *norm_key, *norm_out;  // those of heads may be null
  double epsilon, scaling;
  std::int32_t heads, kv_heads, head_dim, hidden;
  std::int32_t bf16, top_k;
  std::int32_t normed, rounded;  // whether the router's weights are made to sum to one, and rounded to bf16
};

struct Pass {  // mirrored in online/serving/native_library.py
  void* hidden;               // [hidden], changed in place
  const void* added;          // [hidden], what the MLP of the block before has given; null before the first block
  const void *cosine, *sine;  // [head_dim]
  void *keys, *values;        // [kv_heads, room, head_dim], of which `tokens` are there; this token's follow them
  void* entering;             // [hidden], what enters the MLP
  std::int64_t* index;        // [top_k]
  float* weights;             // [top_k]
  std::int64_t tokens, room;
  std::int32_t threads;
};

void attend(const Block& block, const Pass& pass);

// What leaves the last block, and its norm: `block` gives `norm_in`, `epsilon`, `hidden` and `bf16`.
void finish(const Block& block, const Pass& pass);

}  // namespace flame_block
