// Products of floats with many tokens: some rows are unpacked at a time and serve all tokens from there.
//
// What is multiplied are words of 32 bits: a column in fp32, or two in bf16, which VDPBF16PS multiplies and adds at once
// (it takes denormal numbers for zeros, and flushes its results). A lane has a token of its own and a weight is broadcast,
// so that dense rows are read as they are and nothing is added up across lanes.

#pragma once

#include "nm_kernels.h"

namespace flame_nm {

constexpr std::int64_t unpacked_rows = 48;  // a multiple of the rows that any number of registers of tokens takes together
constexpr std::int64_t word_stretch = 384;  // words of a row, unpacked at a time

// Activations of all tokens in words, 64 tokens after the other: [words, 64 tokens], the last ones in whole registers.
struct WordActivations {
  const std::uint32_t* words;      // start on a cache line
  const std::uint32_t* remainder;  // of bf16, alike: what rounding to `words` left
  const std::uint8_t* coarse;      // [tokens] of bf16: whether a token leaves nothing
  std::int64_t tokens, row_words;
  bool pairs;  // of bf16
};

// Whether a matrix of floats can be unpacked so, with these instructions.
bool has_float_tiles(const Matrix& matrix, InstructionSet set);

// Tokens from which on that pays.
std::int64_t float_tile_tokens(const Matrix& matrix);

// Whether a matrix' words are best two columns in bf16.
bool multiplies_pairs(const Matrix& matrix);

// Words of a row, with those that fill its last register.
std::int64_t row_words(const Matrix& matrix, bool pairs);

// Memory of the activations, in words; twice as many of bf16.
std::int64_t activation_words(std::int64_t row_words, std::int64_t tokens);

// Whether each token is of bf16 numbers throughout.
void find_coarse(const float* x, std::int64_t tokens, std::int64_t cols, std::uint8_t* coarse);

// Lays x [tokens, cols] out. Of bf16, a token that is not `coarse` is the sum of two such numbers a column.
void lay_words(const float* x, std::int64_t cols, const WordActivations& out, std::uint32_t* words);

// Rows [first, last) for all tokens: y[token * rows + row]. A row's sum with a token is taken in an order that depends on
// the matrix alone: by columns, in stretches of word_stretch words, each of `words` and then of `remainder`.
void float_tile_rows(const Matrix& matrix, const WordActivations& x, std::int64_t first, std::int64_t last, float* y);

}  // namespace flame_nm
