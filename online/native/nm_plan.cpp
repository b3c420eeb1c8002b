// Plans: all that the kernels need to know of a pattern and its encoding.

#include <algorithm>

#include "nm_kernels.h"

namespace flame_nm {
namespace {

constexpr int widest_table_bits = 14;

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
    for (int pass = 0; pass < 2; ++pass)  // codes that lie in two bytes first, which have to be side by side
      for (int o = word * 8; o < word * 8 + 8; ++o) {
        const int bit = value_of(o) / plan.keep * plan.code_bits, first = bit / 8, last = (bit + plan.code_bits - 1) / 8;
        if ((first == last) != (pass == 1)) continue;
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
      }
    for (int o = word * 8; o < word * 8 + 8; ++o) {
      const int in_group = value_of(o) % plan.keep, group = value_of(o) / plan.keep;
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

void add_quads(Plan& plan) {
  if (plan.keep != 2 || plan.group != 4 || plan.encoding != Encoding::rank) return;
  plan.quads = true;
  const auto place = [&](int code, int value) { return plan.position[value << 3 | (code & 7)]; };
  for (int code = 0; code < 64; ++code)
    for (int value = 0; value < 4; ++value)
      plan.quad_places[code] = static_cast<std::uint8_t>(
          plan.quad_places[code] | place(value / 2 ? code >> 3 : code, value % 2) << (2 * value));
  std::fill(plan.group_columns, plan.group_columns + 64, 0x80);  // nothing
  for (int code = 0; code < 16; ++code)
    for (int value = 0; value < 2; ++value)
      plan.group_columns[4 * code + place(code, value)] = static_cast<std::uint8_t>(value);
}

}  // namespace

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
  add_quads(*plan);
  return plan;
}

}  // namespace flame_nm
