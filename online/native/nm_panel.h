// Panels: 64 rows of whole numbers unpacked to 16 bits, as products with many tokens read them.

#pragma once

#include <vector>

#include "nm_kernels.h"

namespace flame_nm {

constexpr int panel_lanes = 16;        // rows of a register: each has a lane of its own
constexpr std::int64_t panel_rows = 64;
constexpr std::int64_t pair_numbers = 2 * panel_rows;  // for two columns
constexpr std::int64_t panel_stretch = 32;             // columns whose squares are added up together
// Sums fit 32 bits, beside 16 bits that an earlier part left, while they are within this much. One stretch does, of int4
// numbers (8 times a multiplier) as of int8 ones.
constexpr std::int64_t most_sum = (std::int64_t{1} << 31) - (1 << 16);
static_assert(panel_stretch * 8 * 255 * most_steps <= most_sum);
// Its square, less what fp32 may round where squares are added up: below 2^-24 in each of 2^11 additions.
constexpr float most_squares = static_cast<float>(most_sum) * static_cast<float>(most_sum) * (1 - 1e-3f);

struct alignas(64) Line {
  std::uint8_t bytes[64];
};

struct Panel {
  std::vector<Line> memory;        // pairs of columns side by side: int16 [columns / 2, panel_rows, 2], zeros included
  std::vector<std::int64_t> ends;  // in pairs of columns: sums fit 32 bits from one to the next
  alignas(64) double scales[panel_rows];

  std::int16_t* numbers() { return reinterpret_cast<std::int16_t*>(memory.data()); }
};

// What unpacking needs beside the panel.
struct Workbench {
  std::vector<Line> values;       // a row after the other
  std::vector<Line> multipliers;  // [stretches, lanes] pairs of 16-bit numbers
  std::vector<Line> squares;      // [stretches, panel_rows] of int4 weights
};

// `rows` rows from `row` on, and nothing where a panel has more. With AVX-512, of a matrix that `has_tiles`; of each stretch
// of `activations` the largest token's sum of squares.
void fill_panel(const Matrix& matrix, std::int64_t row, std::int64_t rows, const float* activations, Workbench& bench,
                Panel& panel);

}  // namespace flame_nm
