// Kernels for AVX2 with FMA and F16C: eight columns at a time, values moved to their columns by a table of permutes.

#include "nm_kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include <array>

#define AVX2 __attribute__((target("avx2,fma,f16c")))
#define INLINE AVX2 __attribute__((always_inline)) inline

namespace flame_nm {
namespace {

constexpr int prefetch_bytes = 4096;
// Columns after which sums of pairs of products are widened, so that they fit an int32: of at most 2^22 for int8, and of
// 2^26 for int4 times its multiplier.
constexpr std::int64_t flush_columns(ValueType type) { return type == ValueType::int8 ? 2048 : 256; }

// By the mask of the kept columns among eight: which value goes to a column, or 0x80 for none.
constexpr std::array<std::array<std::uint8_t, 8>, 256> make_places() {
  std::array<std::array<std::uint8_t, 8>, 256> table{};
  for (int mask = 0; mask < 256; ++mask) {
    std::uint8_t value = 0;
    for (int i = 0; i < 8; ++i)
      table[static_cast<std::size_t>(mask)][static_cast<std::size_t>(i)] = mask >> i & 1 ? value++ : 0x80;
  }
  return table;
}
alignas(64) constexpr std::array<std::array<std::uint8_t, 8>, 256> places = make_places();

INLINE __m128i load8(const void* p) { return _mm_loadl_epi64(static_cast<const __m128i*>(p)); }

template <ValueType type>
INLINE __m256 load_values(const std::uint8_t* p) {
  if constexpr (type == ValueType::fp32) return _mm256_loadu_ps(reinterpret_cast<const float*>(p));
  const __m128i words = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  if constexpr (type == ValueType::fp16) return _mm256_cvtph_ps(words);
  return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(words), 16));
}

INLINE __m256 to_columns(__m256 values, std::uint8_t kept) {
  const __m256i place = _mm256_cvtepi8_epi32(load8(places[kept].data()));
  return _mm256_andnot_ps(_mm256_castsi256_ps(_mm256_srai_epi32(place, 31)), _mm256_permutevar8x32_ps(values, place));
}

INLINE float sum_of(const __m256* a) {
  const __m256 all = _mm256_add_ps(_mm256_add_ps(a[0], a[1]), _mm256_add_ps(a[2], a[3]));
  __m128 four = _mm_add_ps(_mm256_castps256_ps128(all), _mm256_extractf128_ps(all, 1));
  four = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(four, _mm_movehdup_ps(four)));
}

INLINE __m256i widened_sum(__m256i sums) {
  return _mm256_add_epi64(_mm256_cvtepi32_epi64(_mm256_castsi256_si128(sums)),
                          _mm256_cvtepi32_epi64(_mm256_extracti128_si256(sums, 1)));
}

INLINE std::int64_t sum_of(__m256i a) {
  const __m128i two = _mm_add_epi64(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
  return _mm_cvtsi128_si64(two) + _mm_extract_epi64(two, 1);
}

// A row's values with room to read beyond them, int4 as a byte each; else only the last row of a matrix needs the copy.
class Row {
 public:
  explicit Row(const Matrix& matrix) : matrix_(matrix), bytes_(matrix.row_bytes()) {}

  const std::uint8_t* values(std::int64_t row) {
    const auto* own = static_cast<const std::uint8_t*>(matrix_.values) + row * bytes_;
    if (matrix_.type() == ValueType::int4) return nibbles(own);
    if (row + 1 < matrix_.rows) return own;
    copy_.assign(own, own + bytes_);
    copy_.resize(static_cast<std::size_t>(bytes_) + 512);
    return copy_.data();
  }

 private:
  AVX2 const std::uint8_t* nibbles(const std::uint8_t* own) {
    const std::int64_t count = matrix_.row_values();
    copy_.resize(static_cast<std::size_t>(count) + 512);
    for (std::int64_t start = 0; start < count; start += 128, own += 64) {
      const std::int64_t here = count - start < 128 ? count - start : 128, half = (here + 1) / 2;
      std::uint8_t* const low = copy_.data() + start;
      for (std::int64_t i = 0; i < half; ++i) low[i] = static_cast<std::uint8_t>(((own[i] & 15) ^ 8) - 8);
      for (std::int64_t i = 0; i < here - half; ++i)
        low[half + i] = static_cast<std::uint8_t>(((own[i] >> 4) ^ 8) - 8);
    }
    return copy_.data();
  }

  const Matrix& matrix_;
  std::int64_t bytes_;
  std::vector<std::uint8_t> copy_;
};

// A short row followed by few others could be read past the end of the matrix: reading runs ahead by 64 values.
bool reads_stay_inside(const Matrix& matrix) { return matrix.row_values() >= block; }

INLINE std::uint64_t columns_kept(const Matrix& matrix, std::int64_t row_bit, std::int64_t column,
                                  std::int64_t columns, bool dense) {
  if (!dense) return kept_columns(matrix, row_bit, column, columns);
  const std::int64_t left = columns - column;
  return left >= block ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
}

template <ValueType type, bool dense, int tokens>
AVX2 void rows_of_floats(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first,
                         std::int64_t last, float* y) {
  const Plan& plan = *matrix.plan;
  const std::int64_t columns = matrix.row_columns(), size = static_cast<std::int64_t>(value_bytes(type));
  const std::int64_t unit_values = unit * plan.keep / plan.group;
  Row rows(matrix);
  for (std::int64_t row = first; row < last; ++row) {
    const std::uint8_t* values = rows.values(row);
    const std::int64_t row_bit = row * matrix.groups() * plan.code_bits;
    __m256 sums[tokens][4];
    for (int t = 0; t < tokens; ++t)
      for (int k = 0; k < 4; ++k) sums[t][k] = _mm256_setzero_ps();
    for (std::int64_t column = 0; column < columns; column += block) {
      _mm_prefetch(reinterpret_cast<const char*>(values + prefetch_bytes), _MM_HINT_T0);
      const std::uint64_t kept = columns_kept(matrix, row_bit, column, columns, dense);
#pragma GCC unroll 4
      for (int u = 0; u < 4; ++u, values += unit_values * size) {
        const std::uint8_t low = static_cast<std::uint8_t>(kept >> (16 * u));
        const std::uint8_t high = static_cast<std::uint8_t>(kept >> (16 * u + 8));
        const std::uint8_t* upper = values + __builtin_popcount(low) * size;
        const __m256 w[2] = {to_columns(load_values<type>(values), low), to_columns(load_values<type>(upper), high)};
#pragma GCC unroll 4
        for (int t = 0; t < tokens; ++t)
#pragma GCC unroll 2
          for (int h = 0; h < 2; ++h) {
            const float* activations = x.floats + (token + t) * x.stride + column + 16 * u + 8 * h;
            __m256& sum = sums[t][2 * (u % 2) + h];
            sum = _mm256_fmadd_ps(w[h], _mm256_loadu_ps(activations), sum);
          }
      }
    }
    for (int t = 0; t < tokens; ++t) y[(token + t) * matrix.rows + row] = sum_of(sums[t]);
  }
}

// The multiplier of 16 columns; columns beyond the row have no values, so any will do.
INLINE __m256i multiplier(const Matrix& matrix, std::int64_t row, std::int64_t column) {
  const std::int64_t count = matrix.row_multipliers(), own = column / matrix.scale_columns;
  return _mm256_set1_epi16(matrix.multipliers[row * count + (own < count ? own : count - 1)]);
}

template <ValueType type, bool dense, int tokens>
AVX2 void rows_of_bytes(const Matrix& matrix, const Activations& x, std::int64_t token, std::int64_t first,
                        std::int64_t last, float* y) {
  const Plan& plan = *matrix.plan;
  const std::int64_t columns = matrix.row_columns(), unit_values = unit * plan.keep / plan.group;
  Row rows(matrix);
  for (std::int64_t row = first; row < last; ++row) {
    const std::uint8_t* values = rows.values(row);
    const std::int64_t row_bit = row * matrix.groups() * plan.code_bits;
    __m256i totals[tokens];  // int64
    for (int t = 0; t < tokens; ++t) totals[t] = _mm256_setzero_si256();
    for (std::int64_t start = 0; start < columns; start += flush_columns(type)) {
      const std::int64_t end = start + flush_columns(type) < columns ? start + flush_columns(type) : columns;
      __m256i sums[tokens];
      for (int t = 0; t < tokens; ++t) sums[t] = _mm256_setzero_si256();
      for (std::int64_t column = start; column < end; column += block) {
        _mm_prefetch(reinterpret_cast<const char*>(values + prefetch_bytes), _MM_HINT_T0);
        const std::uint64_t kept = columns_kept(matrix, row_bit, column, columns, dense);
#pragma GCC unroll 4
        for (int u = 0; u < 4; ++u, values += unit_values) {
          const std::uint8_t left = static_cast<std::uint8_t>(kept >> (16 * u));
          const std::uint8_t right = static_cast<std::uint8_t>(kept >> (16 * u + 8));
          const __m128i w8 = _mm_unpacklo_epi64(
              _mm_shuffle_epi8(load8(values), load8(places[left].data())),
              _mm_shuffle_epi8(load8(values + __builtin_popcount(left)), load8(places[right].data())));
          __m256i w = _mm256_cvtepi8_epi16(w8);
          if constexpr (type == ValueType::int4) w = _mm256_mullo_epi16(w, multiplier(matrix, row, column + 16 * u));
#pragma GCC unroll 4
          for (int t = 0; t < tokens; ++t) {
            const auto* steps = x.fixed + (token + t) * 4 * x.stride + 2 * (column + 16 * u);
            const __m256i x16 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(steps));
            sums[t] = _mm256_add_epi32(sums[t], _mm256_madd_epi16(w, x16));
          }
        }
      }
      for (int t = 0; t < tokens; ++t) totals[t] = _mm256_add_epi64(totals[t], widened_sum(sums[t]));
    }
    for (int t = 0; t < tokens; ++t)
      y[(token + t) * matrix.rows + row] =
          finish_fixed(sum_of(totals[t]), x.steps[token + t], matrix.scales, row);
  }
}

template <ValueType type, bool dense>
void rows_of(const Matrix& matrix, const Activations& x, std::int64_t token, int tokens, std::int64_t first,
             std::int64_t last, float* y) {
  if constexpr (type == ValueType::int8 || type == ValueType::int4) {
    FOR_TOKENS(rows_of_bytes, type, dense)
  } else {
    FOR_TOKENS(rows_of_floats, type, dense)
  }
}

template <bool dense>
RowKernel kernel_for(ValueType type) {
  switch (type) {
    case ValueType::fp32: return rows_of<ValueType::fp32, dense>;
    case ValueType::bf16: return rows_of<ValueType::bf16, dense>;
    case ValueType::fp16: return rows_of<ValueType::fp16, dense>;
    case ValueType::int8: return rows_of<ValueType::int8, dense>;
    default: return rows_of<ValueType::int4, dense>;
  }
}

}  // namespace

bool has_avx2() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
}

RowKernel avx2_kernel(const Matrix& matrix) {
  const auto type = matrix.type();
  if (!reads_stay_inside(matrix)) return nullptr;
  if (matrix.plan->dense) return kernel_for<true>(type);
  if (matrix.has_units()) return kernel_for<false>(type);
  return nullptr;
}

AVX2 void fixed_avx2(const float* x, std::int64_t cols, double inverse_step, std::int64_t stride,
                     std::uint8_t* fixed) {
  auto* out = reinterpret_cast<std::int16_t*>(fixed);
  for (std::int64_t c = 0; c < cols; ++c) out[c] = static_cast<std::int16_t>(fixed_point(x[c], inverse_step));
  std::memset(out + cols, 0, static_cast<std::size_t>(stride - cols) * 2);
}

}  // namespace flame_nm

#else

namespace flame_nm {

bool has_avx2() { return false; }
RowKernel avx2_kernel(const Matrix&) { return nullptr; }
void fixed_avx2(const float*, std::int64_t, double, std::int64_t, std::uint8_t*) {}

}  // namespace flame_nm

#endif
