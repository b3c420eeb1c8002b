// int8 experts in two halves: `online/serving/halves.py` says what they are, `flame.value_types.join_nibbles` how they lie.

#pragma once

#include <cstdint>

namespace flame_nm {

// values [rows, count] of upper and lower, on so many threads.
void join_halves(const std::uint8_t* upper, const std::uint8_t* lower, std::uint8_t* values, std::int64_t rows,
                 std::int64_t count, int threads);

}  // namespace flame_nm
