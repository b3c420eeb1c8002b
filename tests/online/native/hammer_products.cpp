// Products, experts and a decoder's block under a sanitizer, each array as long as it has to be and not a byte longer:
// every instruction set gives the bits of the portable kernels, and any number of threads those of one.

#include "hammer_products.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <vector>

#include "../../../online/native/block.h"
#include "../../../online/native/nm_float_tile.h"
#include "../../../online/native/nm_product.h"

using namespace flame_nm;

namespace {

std::mt19937 dice(3);

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "hammer: %s\n", what);
  std::exit(1);
}

std::int64_t up_to(std::int64_t most) { return 1 + static_cast<std::int64_t>(dice() % static_cast<unsigned>(most)); }

std::vector<float> floats(std::int64_t count) {
  std::vector<float> drawn(static_cast<std::size_t>(count));
  for (float& each : drawn) each = std::uniform_real_distribution<float>(-1, 1)(dice);
  return drawn;
}

unsigned codes_of(const Plan& plan) {
  unsigned codes = 1;
  for (int i = 0; i < plan.keep; ++i)
    codes = codes * static_cast<unsigned>(plan.group - i) / static_cast<unsigned>(i + 1);
  return codes;
}

struct Held {  // a matrix with what it points at
  std::vector<std::uint8_t> values, indexes, multipliers;
  std::vector<float> scales;
  Matrix matrix{};

  Held(const Plan* plan, ValueType type, std::int64_t rows, std::int64_t cols) {
    matrix.plan = plan;
    matrix.rows = rows;
    matrix.cols = cols;
    matrix.value_type = static_cast<std::int32_t>(type);
    matrix.scale_columns = type == ValueType::int4 ? (dice() % 2 ? 32 : 64) : 0;
    scales = floats(rows);
    const auto bytes = [](std::vector<std::uint8_t>& drawn, std::int64_t count) {
      drawn.resize(static_cast<std::size_t>(count));
      for (std::uint8_t& each : drawn) each = static_cast<std::uint8_t>(dice());
      return drawn.data();
    };
    matrix.values = bytes(values, rows * matrix.row_bytes());
    if (!matrix.integer()) {
      const std::vector<float> drawn = floats(rows * matrix.row_values());
      std::memcpy(values.data(), drawn.data(), values.size());
    }
    matrix.index_bytes = plan->dense ? 0 : (rows * matrix.groups() * plan->code_bits + 7) / 8;
    indexes.resize(static_cast<std::size_t>(matrix.index_bytes));
    for (std::int64_t bit = 0; !plan->dense && bit < rows * matrix.groups() * plan->code_bits; bit += plan->code_bits) {
      const unsigned code = dice() % codes_of(*plan);  // others stand for nothing
      for (int b = 0; b < plan->code_bits; ++b)
        indexes[static_cast<std::size_t>((bit + b) / 8)] |= static_cast<std::uint8_t>((code >> b & 1) << (bit + b) % 8);
    }
    matrix.indexes = indexes.data();
    if (matrix.scale_columns) matrix.multipliers = bytes(multipliers, rows * matrix.row_multipliers());
    if (matrix.integer()) matrix.scales = scales.data();
  }
};

void hammer_matrices() {
  static const Plan* const plans[] = {make_plan(1, 1, Encoding::bitmask, 1), make_plan(2, 4, Encoding::rank, 3),
                                      make_plan(1, 8, Encoding::index, 3), make_plan(4, 8, Encoding::rank, 7)};
  const ValueType type = dice() % 2 ? ValueType::int8 : ValueType::int4;
  const Plan* const plan = plans[dice() % 4];
  const std::int64_t cols = plan->dense ? up_to(400) : 64 * up_to(8), tokens = up_to(20), threads = up_to(3);
  const Held one(plan, type, up_to(90), cols), other(plan, type, up_to(40), cols);
  const std::vector<float> x = floats(tokens * cols);
  std::vector<float> expected(static_cast<std::size_t>(tokens * one.matrix.rows)), found(expected.size());
  multiply(one.matrix, x.data(), expected.data(), tokens, 1, InstructionSet::portable);
  for (const int wanted : {1, 2}) {
    multiply(one.matrix, x.data(), found.data(), tokens, static_cast<int>(threads), available(wanted));
    require(found == expected, "an instruction set gives another product");
  }
  std::vector<float> first(static_cast<std::size_t>(one.matrix.rows));
  std::vector<float> second(static_cast<std::size_t>(other.matrix.rows));
  std::vector<float> alone(second.size());
  const Product products[] = {{&one.matrix, first.data()}, {&other.matrix, second.data()}};
  multiply(products, 2, x.data(), static_cast<int>(threads), available(2));
  multiply(other.matrix, x.data(), alone.data(), 1, 1, InstructionSet::portable);
  require(std::memcmp(first.data(), expected.data(), first.size() * sizeof(float)) == 0, "a product beside another");
  require(second == alone, "a product beside another");
}

// Many tokens with floats: near the portable kernels' product, whatever the threads. Where bf16 is multiplied in pairs, also
// as it is elsewhere.
void hammer_floats() {
  static const Plan* const plans[] = {make_plan(1, 1, Encoding::bitmask, 1), make_plan(2, 4, Encoding::rank, 3),
                                      make_plan(1, 8, Encoding::index, 3), make_plan(4, 8, Encoding::rank, 7)};
  const Plan* const plan = plans[dice() % 4];
  const std::int64_t cols = plan->group * up_to(700 / plan->group), tokens = up_to(150);
  Held one(plan, static_cast<ValueType>(dice() % 3), up_to(110), cols);
  if (one.matrix.type() == ValueType::fp16)
    for (std::size_t i = 1; i < one.values.size(); i += 2) one.values[i] &= 0xBB;  // within 1
  if (one.matrix.type() == ValueType::bf16) {
    const std::vector<float> drawn = floats(one.matrix.rows * one.matrix.row_values());
    for (std::size_t i = 0; i < drawn.size(); ++i)
      std::memcpy(one.values.data() + 2 * i, reinterpret_cast<const char*>(&drawn[i]) + 2, 2);
  }
  const std::vector<float> x = floats(tokens * cols);
  std::vector<float> expected(static_cast<std::size_t>(tokens * one.matrix.rows)), found(expected.size()), words(found);
  multiply(one.matrix, x.data(), expected.data(), tokens, 1, InstructionSet::portable);
  multiply(one.matrix, x.data(), found.data(), tokens, 1, available(2));
  multiply(one.matrix, x.data(), words.data(), tokens, static_cast<int>(up_to(3)), available(2));
  require(found == words, "threads change a product of floats");
  if (has_float_tiles(one.matrix, available(2))) {
    WordActivations laid{nullptr, nullptr, nullptr, tokens, row_words(one.matrix, false), false};
    std::vector<std::uint32_t> memory(static_cast<std::size_t>(activation_words(laid.row_words, tokens) + 16));
    auto* const from = memory.data() + (64 - reinterpret_cast<std::uintptr_t>(memory.data()) % 64) / 4 % 16;
    lay_words(x.data(), cols, laid, from);
    laid.words = from;
    float_tile_rows(one.matrix, laid, 0, one.matrix.rows, words.data());
  }
  for (std::size_t i = 0; i < expected.size(); ++i)
    require(std::abs(found[i] - expected[i]) < 2e-3 && std::abs(words[i] - expected[i]) < 2e-3,
            "another product of floats");
}

// A token after some others, in fp32 or bf16; numbers are drawn once and computed with one thread and several.
void hammer_block() {
  static const Plan* const plan = make_plan(1, 1, Encoding::bitmask, 1);
  const std::int64_t kv_heads = up_to(3), heads = kv_heads * up_to(7), width = 2 * up_to(20), hidden = up_to(70);
  const std::int64_t experts = 1 + up_to(20), tokens = up_to(40), room = tokens + 1;
  const std::int64_t sizes[5][2] = {{heads * width, hidden}, {kv_heads * width, hidden}, {kv_heads * width, hidden},
                                    {hidden, heads * width}, {experts, hidden}};
  std::vector<Held> held;
  for (const auto& size : sizes) held.emplace_back(plan, ValueType::int8, size[0], size[1]);
  const bool bf16 = dice() % 2;
  const auto drawn = [bf16](std::int64_t count) {
    std::vector<float> wide = floats(count);
    const std::size_t size = bf16 ? 2 : 4;  // of bf16 the upper half
    std::vector<std::uint8_t> bytes(wide.size() * size);
    for (std::size_t i = 0; i < wide.size(); ++i)
      std::memcpy(bytes.data() + i * size, reinterpret_cast<const char*>(&wide[i]) + 4 - size, size);
    return bytes;
  };
  const auto norm = drawn(hidden), head_norm = drawn(width), cosine = drawn(width), sine = drawn(width);
  const auto added = drawn(hidden), stream = drawn(hidden), cache = drawn(kv_heads * room * width);
  const int top_k = static_cast<int>(up_to(experts));
  const flame_block::Block block{
      &held[0].matrix, &held[1].matrix, &held[2].matrix, &held[3].matrix, &held[4].matrix,
      norm.data(), head_norm.data(), head_norm.data(), norm.data(), 1e-6, 0.3,
      static_cast<std::int32_t>(heads), static_cast<std::int32_t>(kv_heads), static_cast<std::int32_t>(width),
      static_cast<std::int32_t>(hidden), bf16, top_k, 1, bf16};
  struct Result {
    std::vector<std::uint8_t> hidden, keys, values, entering;
    std::vector<std::int64_t> index;
    std::vector<float> weights;
  };
  std::vector<Result> results;
  for (int threads = 1; threads <= 3; ++threads) {
    Result own{stream, cache, cache, norm, std::vector<std::int64_t>(static_cast<std::size_t>(top_k)), floats(top_k)};
    flame_block::attend(block, {own.hidden.data(), added.data(), cosine.data(), sine.data(), own.keys.data(),
                                own.values.data(), own.entering.data(), own.index.data(), own.weights.data(), tokens,
                                room, threads});
    results.push_back(own);
    const Result& first = results[0];
    require(own.hidden == first.hidden && own.keys == first.keys && own.values == first.values &&
                own.entering == first.entering && own.index == first.index && own.weights == first.weights,
            "a block's answer depends on its threads");
  }
}

}  // namespace

void hammer_products(int rounds) {
  for (int round = 0; round < rounds; ++round) {
    hammer_matrices();
    hammer_floats();
    hammer_block();
  }
}
