// N:M products: plans, the portable kernel, and the functions that Python calls.

#include "nm_kernels.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "nm_kernels_pool.h"

namespace flame_nm {
namespace {

constexpr int widest_table_bits = 14;

// ---- Plans

std::uint64_t binomial(const Plan& plan, int i, int c) { return plan.binomials[i * (plan.keep + 1) + c]; }

// Calls kept(place) for the kept places of one group, ascending for bitmask and index. A code that stands for no
// position set gives places within the group all the same, so that a damaged index never leads out of the arrays.
template <typename Read, typename Kept>
void decode_group(const Plan& plan, Read read, Kept kept) {
  if (plan.encoding == Encoding::bitmask) {
    int left = plan.keep;
    for (int i = 0; i < plan.group; ++i)
      if (read(1) && left-- > 0) kept(i);
  } else if (plan.encoding == Encoding::index) {
    for (int k = 0; k < plan.keep; ++k)
      kept(std::min(static_cast<int>(read(plan.code_bits / plan.keep)), plan.group - 1));
  } else {
    std::uint64_t rank = read(plan.code_bits);
    int left = plan.keep;
    for (int i = plan.group - 1; i >= 0 && left > 0; --i) {
      if (rank < binomial(plan, i, left)) continue;
      rank -= binomial(plan, i, left);
      --left;
      kept(i);
    }
  }
}

void add_units(Plan& plan) {
  if (plan.dense || unit % plan.group != 0) return;
  if (plan.encoding == Encoding::bitmask) {
    plan.unit_bits = unit;
    return;
  }
  const int groups = unit / plan.group, bits = groups * plan.code_bits;
  if (bits > widest_table_bits) return;
  plan.unit_bits = bits;
  plan.unit_mask.resize(std::size_t{1} << bits);
  for (std::size_t code = 0; code < plan.unit_mask.size(); ++code) {
    std::uint64_t rest = code, mask = 0;
    for (int g = 0; g < groups; ++g)
      decode_group(
          plan,
          [&](int width) {
            const std::uint64_t field = rest & ((std::uint64_t{1} << width) - 1);
            rest >>= width;
            return field;
          },
          [&](int place) { mask |= std::uint64_t{1} << (g * plan.group + place); });
    plan.unit_mask[code] = static_cast<std::uint16_t>(mask);
  }
}

// Fills the controls for 64 values of which byte o of the result is value value_of(o); false where they do not fit.
template <typename ValueOf>
bool fill_permutation(const Plan& plan, int table_columns, ValueOf value_of, Permutation& p) {
  for (int word = 0; word < 8; ++word) {
    int sources[8], used = 0;
    for (int o = word * 8; o < word * 8 + 8; ++o) {
      const int value = value_of(o), in_group = value % plan.keep, group = value / plan.keep;
      const int bit = group * plan.code_bits, first = bit / 8, last = (bit + plan.code_bits - 1) / 8;
      int at = 0;
      while (at < used && !(sources[at] == first && (first == last || (at + 1 < used && sources[at + 1] == last)))) ++at;
      if (at == used) {
        if (used > 0 && sources[used - 1] == first) at = used - 1;
        else if (used < 8) sources[used++] = first;
        else return false;
        if (last != first) {
          if (used == 8) return false;
          sources[used++] = last;
        }
      }
      p.shift[o] = static_cast<std::uint8_t>(at * 8 + bit % 8);
      p.which[o] = static_cast<std::uint8_t>(in_group << plan.code_bits);
      p.base[o] = static_cast<std::uint8_t>(group * plan.group % table_columns);
    }
    for (int i = 0; i < 8; ++i) p.spread[word * 8 + i] = static_cast<std::uint8_t>(i < used ? sources[i] : 0);
  }
  return true;
}

void add_permutations(Plan& plan) {
  const int apart = plan.group / plan.keep;  // columns for one value
  const bool fits = !plan.dense && plan.group % plan.keep == 0 && (apart == 2 || apart == 4 || apart == 8 || apart == 16) &&
                    unit % plan.keep == 0 && 32 % plan.group == 0;
  if (!fits || plan.code_bits > 6 || plan.keep << plan.code_bits > 64) return;
  for (int code = 0; code < 1 << plan.code_bits; ++code) {
    int rest = code, places[unit], count = 0;
    decode_group(
        plan,
        [&](int width) {
          const int field = rest & ((1 << width) - 1);
          rest >>= width;
          return static_cast<std::uint64_t>(field);
        },
        [&](int place) { places[count++] = place; });
    std::sort(places, places + count);
    for (int k = 0; k < count; ++k) plan.position[k << plan.code_bits | code] = static_cast<std::uint8_t>(places[k]);
  }
  // The four bytes of lane j belong to values j, 16 + j, 32 + j, 48 + j: shifted right, each is a lane's own index.
  if (!fill_permutation(plan, 32, [](int o) { return o % 4 * 16 + o / 4; }, plan.as_floats)) return;
  if (!fill_permutation(plan, 128, [](int o) { return o; }, plan.as_bytes)) return;
  plan.code_mask = static_cast<std::uint8_t>((1 << plan.code_bits) - 1);
  plan.code_bytes = block / plan.keep * plan.code_bits / 8;
  plan.spans = apart / 2;
}

Plan* make_plan(int keep, int group, Encoding encoding, int code_bits) {
  Plan* plan = new Plan;
  plan->keep = keep;
  plan->group = group;
  plan->code_bits = code_bits;
  plan->encoding = encoding;
  plan->dense = keep == group;
  if (encoding == Encoding::rank && !plan->dense) {
    plan->binomials.assign(static_cast<std::size_t>(group) * (keep + 1), 0);
    for (int i = 0; i < group; ++i) {
      std::uint64_t* row = plan->binomials.data() + i * (keep + 1);
      row[0] = 1;
      // Saturated: ranks have at most 62 bits, so nothing beyond is ever subtracted.
      for (int c = 1; c <= std::min(keep, i); ++c)
        row[c] = std::min(std::uint64_t{1} << 63, row[c - 1 - (keep + 1)] + (c <= i - 1 ? row[c - (keep + 1)] : 0));
    }
  }
  add_units(*plan);
  add_permutations(*plan);
  return plan;
}

// ---- The portable kernel: a row is decoded once and multiplied with every token

float half_to_float(std::uint16_t half) {
  const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000) << 16, rest = half & 0x7FFF;
  std::uint32_t bits;
  float value;
  if (rest >= 0x7C00) {
    bits = 0x7F800000 | (rest & 0x3FF) << 13;
  } else if (rest >= 0x400) {
    bits = (rest << 13) + (112u << 23);
  } else {
    value = static_cast<float>(rest) * 0x1p-24f;
    std::memcpy(&bits, &value, 4);
  }
  bits |= sign;
  std::memcpy(&value, &bits, 4);
  return value;
}

template <ValueType type>
auto value_at(const void* values, std::int64_t i) {
  if constexpr (type == ValueType::int8) {
    return static_cast<std::int32_t>(static_cast<const std::int8_t*>(values)[i]);
  } else if constexpr (type == ValueType::fp32) {
    float value;
    std::memcpy(&value, static_cast<const char*>(values) + 4 * i, 4);
    return value;
  } else {
    std::uint16_t bits;
    std::memcpy(&bits, static_cast<const char*>(values) + 2 * i, 2);
    if constexpr (type == ValueType::fp16) return half_to_float(bits);
    const std::uint32_t wide = static_cast<std::uint32_t>(bits) << 16;
    float value;
    std::memcpy(&value, &wide, 4);
    return value;
  }
}

// Row `row` with its zeros; dense is [stride].
template <ValueType type, typename Number>
void decode_row(const Matrix& matrix, std::int64_t row, Number* dense, std::int64_t stride) {
  const Plan& plan = *matrix.plan;
  const std::int64_t columns = matrix.row_columns();
  std::int64_t value = row * matrix.row_values();
  if (plan.dense) {
    for (std::int64_t c = 0; c < columns; ++c) dense[c] = value_at<type>(matrix.values, value + c);
    std::fill(dense + columns, dense + stride, Number{});
    return;
  }
  std::fill(dense, dense + stride, Number{});
  std::int64_t bit = row * matrix.groups() * plan.code_bits;
  if (plan.unit_bits && (!plan.unit_mask.empty() || bit % 8 == 0) && matrix.rows_start_on_bytes()) {
    for (std::int64_t column = 0; column < columns; column += block) {
      std::uint64_t kept = kept_columns(matrix, bit, column, columns);
      for (std::int64_t k = 0; kept; ++k, kept &= kept - 1)
        dense[column + __builtin_ctzll(kept)] = value_at<type>(matrix.values, value + k);
      value += block / unit * (unit * plan.keep / plan.group);
    }
    return;
  }
  for (std::int64_t g = 0; g < matrix.groups(); ++g) {
    int places[256], count = 0;
    decode_group(
        plan,
        [&](int width) {
          std::uint64_t field = load_bits(matrix, bit);
          if (width > 57) field |= load_bits(matrix, bit + 32) << 32;
          bit += width;
          return width == 0 ? 0 : field & (~std::uint64_t{0} >> (64 - width));
        },
        [&](int place) { places[count++] = place; });
    std::sort(places, places + count);
    for (int k = 0; k < count; ++k) dense[g * plan.group + places[k]] = value_at<type>(matrix.values, value + k);
    value += plan.keep;
  }
}

float dot(const float* a, const float* b, std::int64_t stride) {
  float sums[block] = {};
  for (std::int64_t c = 0; c < stride; c += block)
    for (int i = 0; i < block; ++i) sums[i] += a[c + i] * b[c + i];
  for (int half = block / 2; half; half /= 2)
    for (int i = 0; i < half; ++i) sums[i] += sums[i + half];
  return sums[0];
}

std::int64_t dot(const std::int32_t* a, const std::int32_t* b, std::int64_t stride) {
  std::int64_t sums[unit] = {};
  for (std::int64_t c = 0; c < stride; c += unit)
    for (int i = 0; i < unit; ++i) sums[i] += static_cast<std::int64_t>(a[c + i]) * b[c + i];
  std::int64_t sum = 0;
  for (const std::int64_t part : sums) sum += part;
  return sum;
}

template <ValueType type>
void portable_rows(const Matrix& matrix, const Activations& x, std::int64_t token, int tokens, std::int64_t first,
                   std::int64_t last, float* y) {
  using Number = decltype(value_at<type>(nullptr, 0));
  std::vector<Number> dense(static_cast<std::size_t>(x.stride));
  for (std::int64_t row = first; row < last; ++row) {
    decode_row<type>(matrix, row, dense.data(), x.stride);
    for (std::int64_t t = token; t < token + tokens; ++t) {
      float& result = y[t * matrix.rows + row];
      if constexpr (type == ValueType::int8) {
        const auto* fixed = reinterpret_cast<const std::int32_t*>(x.fixed + 4 * x.stride * t);
        result = finish_fixed(dot(dense.data(), fixed, x.stride), x.steps[t], matrix.scales, row);
      } else {
        result = dot(dense.data(), x.floats + x.stride * t, x.stride);
      }
    }
  }
}

// ---- One product

std::int64_t stride_of(const Matrix& matrix) {
  return (matrix.row_columns() + widest_block - 1) / widest_block * widest_block;
}

// Buffers of one product; they are the calling thread's and grow to the largest it has seen.
struct Scratch {
  struct alignas(64) Line {
    std::uint8_t bytes[64];
  };
  std::vector<Line> activations;  // aligned, so that no load straddles two cache lines
  std::vector<double> steps;

  std::uint8_t* grow(std::int64_t bytes) {
    activations.resize(std::max(activations.size(), static_cast<std::size_t>(bytes / 64)));
    return activations.data()->bytes;
  }
};

// The largest step is a power of two, so that only the rounding of an activation to whole steps loses anything.
double step_of(const float* x, std::int64_t cols) {
  std::uint32_t largest = 0;
  for (std::int64_t c = 0; c < cols; ++c) {
    std::uint32_t bits;
    std::memcpy(&bits, x + c, 4);
    largest = std::max(largest, bits & 0x7FFFFFFF);
  }
  float value;
  std::memcpy(&value, &largest, 4);
  if (!std::isfinite(value)) return std::numeric_limits<double>::quiet_NaN();
  int exponent = 0;
  std::frexp(value, &exponent);
  return std::ldexp(1.0, exponent - fixed_bits);
}

Activations prepare(const Matrix& matrix, const float* x, std::int64_t tokens, InstructionSet set, Scratch& scratch) {
  const std::int64_t stride = stride_of(matrix), cols = matrix.cols;
  std::uint8_t* const prepared = scratch.grow(tokens * stride * 4);
  if (static_cast<ValueType>(matrix.value_type) != ValueType::int8) {
    float* const floats = reinterpret_cast<float*>(prepared);
    for (std::int64_t t = 0; t < tokens; ++t) {
      float* const row = floats + t * stride;
      std::memcpy(row, x + t * cols, static_cast<std::size_t>(cols) * sizeof(float));
      std::fill(row + cols, row + stride, 0.0f);
    }
    return {floats, nullptr, nullptr, stride};
  }
  const FixedLayout layout = set == InstructionSet::avx512 ? fixed_avx512
                             : set == InstructionSet::avx2 ? fixed_avx2
                                                           : fixed_portable;
  scratch.steps.resize(static_cast<std::size_t>(tokens));
  for (std::int64_t t = 0; t < tokens; ++t) {
    const double step = step_of(x + t * cols, cols);
    scratch.steps[static_cast<std::size_t>(t)] = step;
    // A token that is not finite has no steps: its products are NaN, whatever is multiplied.
    layout(x + t * cols, std::isnan(step) ? 0 : cols, 1 / step, stride, prepared + t * stride * 4);
  }
  return {nullptr, prepared, scratch.steps.data(), stride};
}

struct Product {
  const Matrix* matrix;
  Activations x;
  RowKernel kernel;
  std::int64_t token, tokens, rows_a_chunk;
  float* y;
  bool relu;
};

void run_chunk(void* context, std::int64_t chunk) {
  const Product& product = *static_cast<const Product*>(context);
  const std::int64_t first = chunk * product.rows_a_chunk;
  const std::int64_t last = std::min(product.matrix->rows, first + product.rows_a_chunk);
  const std::int64_t end = product.token + product.tokens;
  // A few rows at a time, so that they are still in the nearest cache for the next tokens.
  const std::int64_t rows = product.tokens > max_tokens ? 4 : last - first;
  for (std::int64_t row = first; row < last; row += rows)
    for (std::int64_t t = product.token; t < end; t += max_tokens)
      product.kernel(*product.matrix, product.x, t, static_cast<int>(std::min<std::int64_t>(max_tokens, end - t)), row,
                     std::min(row + rows, last), product.y);
  if (product.relu)
    for (std::int64_t t = product.token; t < end; ++t)
      for (std::int64_t row = first; row < last; ++row) {
        float& value = product.y[t * product.matrix->rows + row];
        value = value < 0 ? 0 : value;  // keeps NaN
      }
}

void multiply(const Matrix& matrix, const float* x, float* y, std::int64_t tokens, int threads, InstructionSet set,
              bool relu) {
  static thread_local Scratch scratch;
  RowKernel kernel = set == InstructionSet::avx512 ? avx512_kernel(matrix)
                     : set == InstructionSet::avx2 ? avx2_kernel(matrix)
                                                   : nullptr;
  if (!kernel) {
    kernel = portable_kernel(matrix);
    set = InstructionSet::portable;
  }
  constexpr std::int64_t pass = 2 * max_tokens;  // the weights are read once for so many tokens
  for (std::int64_t token = 0; token < tokens; token += pass) {
    const std::int64_t now = std::min(pass, tokens - token);
    Product product{&matrix, prepare(matrix, x + token * matrix.cols, now, set, scratch), kernel, 0, now,
                    0, y + token * matrix.rows, relu};
    // Few chunks: the first rows of each come without prefetch.
    const std::int64_t chunks = std::min<std::int64_t>(threads > 1 ? 2 * threads : 1, matrix.rows);
    product.rows_a_chunk = (matrix.rows + chunks - 1) / chunks;
    run_chunks(threads, (matrix.rows + product.rows_a_chunk - 1) / product.rows_a_chunk, run_chunk, &product);
  }
}

// The best of what is asked for and what there is.
InstructionSet available(std::int32_t wanted) {
  if (wanted >= 2 && has_avx512()) return InstructionSet::avx512;
  if (wanted >= 1 && has_avx2()) return InstructionSet::avx2;
  return InstructionSet::portable;
}

}  // namespace

RowKernel portable_kernel(const Matrix& matrix) {
  switch (static_cast<ValueType>(matrix.value_type)) {
    case ValueType::fp32: return portable_rows<ValueType::fp32>;
    case ValueType::bf16: return portable_rows<ValueType::bf16>;
    case ValueType::fp16: return portable_rows<ValueType::fp16>;
    default: return portable_rows<ValueType::int8>;
  }
}

void fixed_portable(const float* x, std::int64_t cols, double inverse_step, std::int64_t stride, std::uint8_t* fixed) {
  auto* out = reinterpret_cast<std::int32_t*>(fixed);
  for (std::int64_t c = 0; c < cols; ++c) out[c] = fixed_point(x[c], inverse_step);
  std::fill(out + cols, out + stride, 0);
}

std::uint64_t read_words(const std::uint8_t* p, std::size_t bytes, InstructionSet set) {
  if (set == InstructionSet::avx512) return read_words_avx512(p, bytes);
  std::uint64_t sums[8] = {};
  for (std::size_t i = 0; i + 64 <= bytes; i += 64)
    for (int k = 0; k < 8; ++k) {
      std::uint64_t word;
      std::memcpy(&word, p + i + 8 * static_cast<std::size_t>(k), 8);
      sums[k] += word;
    }
  for (int k = 1; k < 8; ++k) sums[0] += sums[k];
  return sums[0];
}

}  // namespace flame_nm

using flame_nm::Matrix;

extern "C" {

#define FLAME_EXPORT __attribute__((visibility("default")))

// The best instruction set of this CPU: 0 portable, 1 AVX2, 2 AVX-512.
FLAME_EXPORT std::int32_t flame_nm_instruction_set() { return static_cast<std::int32_t>(flame_nm::available(2)); }

// GOMP_parallel of the OpenMP library that the caller's other kernels use, or null.
FLAME_EXPORT void flame_nm_use_team(void* gomp_parallel) {
  flame_nm::use_team(reinterpret_cast<flame_nm::Team>(gomp_parallel));
}

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

// y [tokens, rows] = x [tokens, cols] W^T.
FLAME_EXPORT void flame_nm_multiply(const Matrix* matrix, const float* x, float* y, std::int64_t tokens,
                                    std::int32_t threads, std::int32_t wanted) {
  flame_nm::multiply(*matrix, x, y, tokens, threads, flame_nm::available(wanted), false);
}

// y [tokens, rows of wo] = wo relu(wi x), each token times its gate; gates may be null.
FLAME_EXPORT void flame_nm_expert(const Matrix* wi, const Matrix* wo, const float* x, const float* gates, float* y,
                                  std::int64_t tokens, std::int32_t threads, std::int32_t wanted) {
  static thread_local std::vector<float> hidden;
  hidden.resize(std::max(hidden.size(), static_cast<std::size_t>(tokens * wi->rows)));
  const auto set = flame_nm::available(wanted);
  flame_nm::multiply(*wi, x, hidden.data(), tokens, threads, set, true);
  flame_nm::multiply(*wo, hidden.data(), y, tokens, threads, set, false);
  if (!gates) return;
  for (std::int64_t t = 0; t < tokens; ++t)
    for (std::int64_t row = 0; row < wo->rows; ++row) y[t * wo->rows + row] *= gates[t];
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
