// AVX-512 with VBMI, VBMI2, VNNI and GFNI (Intel from Ice Lake, AMD from Zen 4): whether it is there, which kernel a matrix
// takes, and what is not a product.

#include "nm_kernels.h"

#if defined(__x86_64__)

#include "nm_avx512.h"

namespace flame_nm {

bool has_avx512() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") &&
         __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("gfni");
}

bool has_avx512_bf16() { return has_avx512() && __builtin_cpu_supports("avx512bf16"); }

RowKernel avx512_kernel(const Matrix& matrix) {
  // the sums of more columns would overflow 32 bits
  if (matrix.type() == ValueType::int8 && matrix.cols > std::int64_t{1} << 16) return nullptr;
  if (matrix.type() == ValueType::int4 && matrix.row_values() > most_nibbles) return nullptr;
  if (const RowKernel quads = avx512_quads(matrix)) return quads;
  const RowKernel permuting = avx512_permuting(matrix);
  return permuting ? permuting : avx512_expanding(matrix);
}

AVX512 void fixed_avx512(const float* x, std::int64_t cols, double inverse_step, std::int64_t stride,
                         std::uint8_t* fixed) {
  for (std::int64_t c = 0; c < cols; ++c) {
    const std::int32_t whole = fixed_point(x[c], inverse_step);
    fixed[c] = static_cast<std::uint8_t>((whole + fixed_bias) >> 8);
    fixed[stride + c] = static_cast<std::uint8_t>(whole);
    fixed[2 * stride + c] = static_cast<std::uint8_t>((whole + 128) >> 8);
  }
  for (int digit = 0; digit < 3; ++digit)
    std::memset(fixed + digit * stride + cols, 0, static_cast<std::size_t>(stride - cols));
}

AVX512 std::uint64_t read_words_avx512(const std::uint8_t* p, std::size_t bytes) {
  __m512i sums[4] = {};
  const std::uint8_t* ahead = p;
  for (std::size_t i = 0; i + 256 <= bytes; i += 256) {
    prefetch<256>(ahead);
#pragma GCC unroll 4
    for (std::size_t k = 0; k < 4; ++k) sums[k] = _mm512_add_epi64(sums[k], _mm512_loadu_si512(p + i + 64 * k));
  }
  const __m512i all = _mm512_add_epi64(_mm512_add_epi64(sums[0], sums[1]), _mm512_add_epi64(sums[2], sums[3]));
  return static_cast<std::uint64_t>(_mm512_reduce_add_epi64(all));
}

}  // namespace flame_nm

#else

namespace flame_nm {

bool has_avx512() { return false; }
bool has_avx512_bf16() { return false; }
RowKernel avx512_kernel(const Matrix&) { return nullptr; }
void fixed_avx512(const float*, std::int64_t, double, std::int64_t, std::uint8_t*) {}
std::uint64_t read_words_avx512(const std::uint8_t*, std::size_t) { return 0; }

}  // namespace flame_nm

#endif
