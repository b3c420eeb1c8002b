// Products and experts over the kernels of one instruction set, on several threads.

#pragma once

#include "nm_activation.h"
#include "nm_kernels.h"

namespace flame_nm {

struct Expert {  // mirrored in online/kernels/nm_kernels.py
  const Matrix *gate, *up, *down;  // gate may be null
  Activation activation;
};

// The best of what is asked for (0 portable, 1 AVX2, 2 AVX-512) and what there is.
InstructionSet available(std::int32_t wanted);

// y [tokens, rows] = x [tokens, cols] W^T + bias.
void multiply(const Matrix& matrix, const float* x, float* y, std::int64_t tokens, int threads, InstructionSet set);

struct Product {  // y [rows] = x W^T + bias
  const Matrix* matrix;
  float* y;
};

// Several products of one row x, in one parallel region; each is what it would be alone.
void multiply(const Product* products, std::int64_t count, const float* x, int threads, InstructionSet set);

struct Use {  // y [tokens, d_model] = down(activation(gate(x), up(x))), each token times its gate; gates may be null
  const Expert* expert;
  const float *x, *gates;
  float* y;
  std::int64_t tokens;
  bool singly;  // each token has the bits that it has alone: floats of many tokens are computed as those of few are
};

// Experts of one layer, in one parallel region where their rows are few: threads meet once for all of them, and not
// twice for each. What an expert gives does not depend on the others.
void compute(const Use* uses, std::int64_t count, int threads, InstructionSet set);

}  // namespace flame_nm
