// Panels: 64 rows of whole numbers unpacked to 16 bits, as products with many tokens read them.

#pragma once

#include <vector>

#include "nm_kernels.h"

namespace flame_nm {

constexpr int panel_lanes = 16;        // rows of a register: each has a lane of its own
constexpr std::int64_t panel_rows = 64;
constexpr std::int64_t pair_numbers = 2 * panel_rows;  // for two columns

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
  std::vector<Line> values;       // a byte each, a row after the other
  std::vector<Line> multipliers;  // [stretches, lanes] pairs of 16-bit numbers
  std::vector<Line> magnitudes;   // [stretches, panel_rows] of int4 weights
};

// `rows` rows from `row` on, and nothing where a panel has more. With AVX-512, of a matrix that `has_tiles`.
void fill_panel(const Matrix& matrix, std::int64_t row, std::int64_t rows, Workbench& bench, Panel& panel);

}  // namespace flame_nm
