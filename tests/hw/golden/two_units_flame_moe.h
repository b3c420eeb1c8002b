// One token through one MoE layer; written by flame from its configuration.
#pragma once
#include <cstdint>

constexpr int D_MODEL = 32;
constexpr int EXPERTS = 4;
constexpr int MOE_LAYERS = 2;
constexpr int COMMAND_WORDS = 5;
constexpr int DECISION_WORDS = 6;
constexpr int VALUE_BYTES = 1;
constexpr int UNITS = 2;
constexpr int OUTPUT_SHIFT = 16;

// What a unit answers: finished outputs where it is alone, else sums that the host finishes.
using Answer = int32_t;

#ifndef FLAME_HOST
#include <ap_int.h>
extern "C" void flame_moe(int32_t* command, int16_t* router_x, ap_uint<512>* router_weights, uint8_t* table, int8_t* x, uint64_t* values, uint16_t* places, int32_t* multipliers, int32_t* decision, int32_t* y);
#endif
