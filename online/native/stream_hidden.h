// What the native decode step expects of the next layer by what the present router has read.
//
// States `HiddenPredictor.rank` of flame/hidden_predictor.py again; tests hold them equal.

#pragma once

#include <cstdint>
#include <vector>

#include "nm_product.h"

namespace flame_stream {

struct HiddenMap {  // of a layer; mirrored in online/serving/native_library.py
  flame_nm::Matrix scores, inner, outer;  // the last two have no plan where there are no hidden units
};

class HiddenMaps {
 public:
  HiddenMaps(const HiddenMap* maps, std::int64_t layers) : maps_(maps, maps + layers) {}
  // For each row of states [sequences, hidden] the `top` experts of a layer, best first, equal ones by number.
  void rank(int layer, const float* states, int sequences, int top, flame_nm::InstructionSet set,
            std::vector<std::vector<int>>& rankings);

 private:
  std::vector<HiddenMap> maps_;
  std::vector<float> read_, scores_, units_, added_;
};

}  // namespace flame_stream
