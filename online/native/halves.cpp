#include "halves.h"

#include <algorithm>
#include <cstring>

#include "nm_kernels.h"
#include "nm_pool.h"

namespace flame_nm {
namespace {

constexpr std::int64_t block = 128, half = block / 2;  // values of a block, and bytes that hold them
constexpr std::int64_t chunk_values = 1 << 17;         // that are worth a thread's while

// 16 * upper + lower of one value each; the sum of two halves of an int8 never overflows.
inline std::uint8_t joined(std::uint8_t upper, std::uint8_t lower) {
  return static_cast<std::uint8_t>((upper << 4) + ((lower & 15) ^ 8) - 8);
}

__attribute__((always_inline)) inline void join_row(const std::uint8_t* __restrict upper,
                                                    const std::uint8_t* __restrict lower,
                                                    std::uint8_t* __restrict values, std::int64_t count) {
  std::int64_t start = 0;
  for (; start + block <= count; start += block, upper += half, lower += half, values += block) {
    for (std::int64_t i = 0; i < half; ++i) values[i] = joined(upper[i], lower[i]);
    for (std::int64_t i = 0; i < half; ++i) values[half + i] = joined(upper[i] >> 4, lower[i] >> 4);
  }
  const std::int64_t left = count - start, bytes = (left + 1) / 2;
  for (std::int64_t i = 0; i < bytes; ++i) values[i] = joined(upper[i], lower[i]);
  for (std::int64_t i = 0; i < left - bytes; ++i) values[bytes + i] = joined(upper[i] >> 4, lower[i] >> 4);
}

struct Work {
  const std::uint8_t *upper, *lower;
  std::uint8_t* values;
  std::int64_t rows, count, rows_a_chunk;
};

__attribute__((always_inline)) inline void join_rows(const Work& work, std::int64_t chunk) {
  const std::int64_t bytes = (work.count + 1) / 2, first = chunk * work.rows_a_chunk;
  for (std::int64_t row = first; row < std::min(work.rows, first + work.rows_a_chunk); ++row)
    join_row(work.upper + row * bytes, work.lower + row * bytes, work.values + row * work.count, work.count);
}

void portable(void* work, std::int64_t chunk) { join_rows(*static_cast<const Work*>(work), chunk); }

#if defined(__x86_64__)
__attribute__((target("avx2"))) void wide(void* work, std::int64_t chunk) {  // the same in registers of 32 bytes
  join_rows(*static_cast<const Work*>(work), chunk);
}
#endif

}  // namespace

void join_halves(const std::uint8_t* upper, const std::uint8_t* lower, std::uint8_t* values, std::int64_t rows,
                 std::int64_t count, int threads) {
  const std::int64_t chunks = std::clamp<std::int64_t>(rows * count / chunk_values, 1, std::max(1, threads));
  Work work{upper, lower, values, rows, count, (rows + chunks - 1) / chunks};
  auto* task = portable;
#if defined(__x86_64__)
  if (has_avx2()) task = wide;
#endif
  run_chunks(static_cast<int>(chunks), chunks, task, &work);
}

}  // namespace flame_nm

extern "C" {

__attribute__((visibility("default"))) void flame_join_halves(const std::uint8_t* upper, const std::uint8_t* lower,
                                                              std::uint8_t* values, std::int64_t rows,
                                                              std::int64_t count) {
  flame_nm::join_halves(upper, lower, values, rows, count, 1);
}
}
