// Products of whole numbers with many tokens: panels of rows are unpacked to 16 bits once, and serve all tokens from
// there.

#pragma once

#include "nm_kernels.h"

namespace flame_nm {

// Activations of all tokens in whole steps.
struct WholeActivations {
  const std::int16_t* numbers;  // [tokens, stride], zeros beyond the columns
  const double* steps;          // [tokens], NaN for a token that is not finite
  const float* squares;         // [stride / panel_stretch]: the largest sum of squares of a token in a stretch
  std::int64_t tokens, stride;  // numbers start on a cache line
};

// Whether a matrix can be unpacked so, with these instructions.
bool has_tiles(const Matrix& matrix, InstructionSet set);

// Tokens from which on that pays. Pruned rows cost what they keep where they are read as they are, all columns where
// they are unpacked.
std::int64_t tile_tokens(const Matrix& matrix);

// How many numbers a row of activations takes: whole blocks of columns, and a line more so that rows do not share their
// places in a cache.
std::int64_t tile_stride(const Matrix& matrix);

// Bits of the largest magnitude; those of a NaN are above all.
std::uint32_t tile_largest(const float* x, std::int64_t cols);

// One token in whole steps, as `fixed_point` rounds them; zeros beyond the columns. Makes `squares` as large as its own.
void whole_numbers(const float* x, std::int64_t cols, double inverse_step, std::int64_t stride, std::int16_t* numbers,
                   float* squares);

// Rows [first, last) for all tokens: y[token * rows + row]. What the row kernels give, bit for bit.
void tile_rows(const Matrix& matrix, const WholeActivations& x, std::int64_t first, std::int64_t last, float* y);

}  // namespace flame_nm
