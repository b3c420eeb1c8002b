// Activations in the forms that products read.

#pragma once

#include <algorithm>
#include <vector>

#include "nm_float_tile.h"
#include "nm_kernels.h"
#include "nm_tile.h"

namespace flame_nm {

// Buffers of one product; they are the calling thread's and grow to the largest it has seen.
struct Scratch {
  struct alignas(64) Line {
    std::uint8_t bytes[64];
  };
  std::vector<Line> activations;  // aligned, so that no load straddles two cache lines
  std::vector<double> steps;
  std::vector<float> squares;

  std::uint8_t* grow(std::int64_t bytes) {
    activations.resize(std::max(activations.size(), static_cast<std::size_t>(bytes / 64)));
    return activations.data()->bytes;
  }
};

// Which tokens of a product are of bf16 numbers throughout, as a model's are that computes in bf16; empty where not known.
using Coarse = std::vector<std::uint8_t>;

// How many numbers a row of activations takes, as kernels read it.
std::int64_t stride_of(const Matrix& matrix);

// x [tokens, cols] as row kernels read it, as tiles of whole numbers do, and as tiles of floats do. There, what is known to
// be coarse is rounded to bf16.
Activations prepare(const Matrix& matrix, const float* x, std::int64_t tokens, InstructionSet set, Scratch& scratch);
WholeActivations prepare_tiles(const Matrix& matrix, const float* x, std::int64_t tokens, Scratch& scratch);
WordActivations prepare_words(const Matrix& matrix, const float* x, std::int64_t tokens, Scratch& scratch, Coarse& coarse);

}  // namespace flame_nm
