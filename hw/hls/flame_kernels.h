// The accelerator's kernels. Each is a Vitis kernel of its own and plain C++17 for simulation.
#pragma once
#include "flame_design.h"

constexpr int WORD = ROWS * KEEP;                                       // int8 products a cycle
constexpr int PLACE_BYTES = PLACE_BITS ? WORD * PLACE_BITS / 8 : 1;     // dense patterns read no places

// What one cycle consumes: KEEP values of one group for each of ROWS rows, row after row, and their places.
struct alignas(WORD) ValueWord {
    int8_t value[WORD];
};
struct PlaceWord {
    uint8_t code[PLACE_BYTES];
};
struct Route {
    int32_t expert;
    int32_t probability;  // 1/65536
};
struct Access {
    int32_t layer;
    int32_t predicted;  // -1: nothing is preloaded
    int32_t expert;
};
struct Residence {
    int32_t slot;
    int32_t hit;
};

extern "C" {
// One token through expert `expert` (layer * EXPERTS + index) of the weights image.
void sparse_expert(int32_t expert, const int8_t* x, const ValueWord* wi_values, const PlaceWord* wi_places,
                   const int32_t* wi_multipliers, const ValueWord* wo_values, const PlaceWord* wo_places,
                   const int32_t* wo_multipliers, int32_t* y);
// Top-1 router of one layer: weights [MOE_LAYERS][EXPERTS][D_MODEL]; x and weights have `logit_bits` fractional bits
// together, at least EXP_STEP_BITS.
void router_top1(int32_t layer, int32_t logit_bits, const int16_t* x, const int16_t* weights, Route* route);
// Prediction for one layer from the last `known` entries of the path, oldest first.
void cepr_lookup(int32_t layer, int32_t known, const int32_t* context, const uint8_t* table, int32_t* predicted);
// Expert buffer of SLOTS slots a layer, least recently loaded, predicted or used leaves; starts empty.
void expert_buffer(int32_t count, const Access* accesses, Residence* residences);
}
