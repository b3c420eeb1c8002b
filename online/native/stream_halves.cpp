// Where a load's matrices are, and the values of an expert that came in two halves.

#include <cstring>

#include "halves.h"
#include "stream_loads.h"

namespace flame_stream {
namespace {

constexpr std::int64_t alignment = 64;

template <typename Pointer>
void move(Pointer& pointer, std::ptrdiff_t by) {
  if (pointer) pointer = reinterpret_cast<Pointer>(reinterpret_cast<std::intptr_t>(pointer) + by);
}

std::int32_t number(const std::uint8_t* numbers, std::int64_t i) {
  std::int32_t found;
  std::memcpy(&found, numbers + 4 * i, 4);
  return found;
}

}  // namespace

void Load::point_at(const Spec& spec, std::ptrdiff_t moved) {
  const flame_nm::Matrix from[3] = {spec.gate, spec.up, spec.down};
  halves = spec.halves;
  for (int i = 0; i < 3; ++i) {
    matrices[i] = from[i];
    move(halves.lower[i], moved);
    if (halves.any()) continue;  // all but its values is resident
    move(matrices[i].values, moved);
    move(matrices[i].indexes, moved);
    move(matrices[i].scales, moved);
    move(matrices[i].multipliers, moved);
    move(matrices[i].bias, moved);
  }
  move(halves.beyond, moved);
  compute = {spec.has_gate ? &matrices[0] : nullptr, &matrices[1], &matrices[2],
             static_cast<flame_nm::Activation>(spec.activation)};
}

// Only then are values made: what was preloaded in vain is never joined.
void Load::join(int threads) {
  if (!halves.any()) return;
  std::uint8_t* const slab_of_values = owner->slabs_.take();
  std::uint8_t* values = slab_of_values;
  for (int i = 0; i < 3; ++i) {
    if (!halves.upper[i]) continue;
    const std::int64_t rows = matrices[i].rows, count = matrices[i].row_values();
    flame_nm::join_halves(halves.upper[i], halves.lower[i], values, rows, count, threads);
    std::int64_t first = halves.matrices;  // place of this matrix' own places
    for (int before = 0; before < halves.counted[i]; ++before) first += number(halves.beyond, before);
    for (std::int32_t n = 0; n < number(halves.beyond, halves.counted[i]); ++n) {
      if (first < 0 || first + n >= halves.beyond_numbers) break;  // damaged: never outside the arrays
      const std::int32_t place = number(halves.beyond, first + n);
      if (place >= 0 && place < rows * count) values[place] = static_cast<std::uint8_t>(values[place] + 16);
    }
    matrices[i].values = values;
    values += (rows * count + alignment - 1) / alignment * alignment;
  }
  halves = {};
  if (slab) owner->slabs_.give(slab);
  slab = slab_of_values;
}

}  // namespace flame_stream
