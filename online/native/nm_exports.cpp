// The functions that Python calls.

#include <algorithm>
#include <vector>

#include "bf16.h"
#include "nm_pool.h"
#include "nm_product.h"

using flame_nm::Matrix;

extern "C" {

#define FLAME_EXPORT __attribute__((visibility("default")))

// The best instruction set of this CPU: 0 portable, 1 AVX2, 2 AVX-512.
FLAME_EXPORT std::int32_t flame_nm_instruction_set() { return static_cast<std::int32_t>(flame_nm::available(2)); }

// GOMP_parallel of the OpenMP library that the caller's other kernels use, or null.
FLAME_EXPORT void flame_nm_use_team(void* gomp_parallel) {
  flame_nm::use_team(reinterpret_cast<flame_nm::Team>(gomp_parallel));
}

// Work that reads fewer bytes is done by its caller alone.
FLAME_EXPORT void flame_nm_call_little(std::int64_t bytes) { flame_nm::call_little(bytes); }

// A plan lives as long as the process; the caller keeps one for each pattern and encoding.
FLAME_EXPORT const void* flame_nm_plan(std::int32_t keep, std::int32_t group, std::int32_t encoding,
                                       std::int32_t code_bits) {
  return flame_nm::make_plan(keep, group, static_cast<flame_nm::Encoding>(encoding), code_bits);
}

// The instruction set that a product with this matrix really uses, asked for `wanted`.
FLAME_EXPORT std::int32_t flame_nm_chosen(const Matrix* matrix, std::int32_t wanted) {
  const auto set = flame_nm::available(wanted);
  const bool native = (set == flame_nm::InstructionSet::avx512 && flame_nm::avx512_kernel(*matrix)) ||
                      (set == flame_nm::InstructionSet::avx2 && flame_nm::avx2_kernel(*matrix));
  return native ? static_cast<std::int32_t>(set) : 0;
}

// y [tokens, rows] = x [tokens, cols] W^T + bias.
FLAME_EXPORT void flame_nm_multiply(const Matrix* matrix, const float* x, float* y, std::int64_t tokens,
                                    std::int32_t threads, std::int32_t wanted) {
  flame_nm::multiply(*matrix, x, y, tokens, threads, flame_nm::available(wanted));
}

// The same for x and y in bf16: computed in fp32, and rounded once.
FLAME_EXPORT void flame_nm_multiply_bf16(const Matrix* matrix, const std::uint16_t* x, std::uint16_t* y,
                                         std::int64_t tokens, std::int32_t threads, std::int32_t wanted) {
  static thread_local std::vector<float> entering, product;
  const auto inputs = static_cast<std::size_t>(tokens * matrix->cols);
  const auto outputs = static_cast<std::size_t>(tokens * matrix->rows);
  entering.resize(std::max(entering.size(), inputs));
  product.resize(std::max(product.size(), outputs));
  for (std::size_t i = 0; i < inputs; ++i) entering[i] = flame_nm::widen(x[i]);
  flame_nm::multiply(*matrix, entering.data(), product.data(), tokens, threads, flame_nm::available(wanted));
  for (std::size_t i = 0; i < outputs; ++i) y[i] = flame_nm::narrow(product[i]);
}

// y [tokens, rows of down] = the expert of each token times its gate; gates may be null.
FLAME_EXPORT void flame_nm_expert(const flame_nm::Expert* expert, const float* x, const float* gates, float* y,
                                  std::int64_t tokens, std::int32_t threads, std::int32_t wanted) {
  const flame_nm::Use use{expert, x, gates, y, tokens, false};
  flame_nm::compute(&use, 1, threads, flame_nm::available(wanted));
}

// Reads `bytes` bytes once with `threads` threads; returns a sum so that no compiler leaves the reading out.
FLAME_EXPORT std::uint64_t flame_nm_read(const std::uint8_t* p, std::int64_t bytes, std::int32_t threads) {
  struct Reading {
    const std::uint8_t* p;
    std::int64_t bytes;
    flame_nm::InstructionSet set;
    std::vector<std::uint64_t> sums;
  };
  static constexpr std::int64_t piece = 1 << 20;
  const std::int64_t chunks = (bytes + piece - 1) / piece;
  Reading reading{p, bytes, flame_nm::available(2), std::vector<std::uint64_t>(static_cast<std::size_t>(chunks))};
  flame_nm::run_chunks(
      threads, chunks,
      [](void* context, std::int64_t chunk) {
        auto& r = *static_cast<Reading*>(context);
        const auto size = static_cast<std::size_t>(std::min(piece, r.bytes - chunk * piece));
        r.sums[static_cast<std::size_t>(chunk)] = flame_nm::read_words(r.p + chunk * piece, size, r.set);
      },
      &reading);
  std::uint64_t sum = 0;
  for (const std::uint64_t part : reading.sums) sum += part;
  return sum;
}
}
