// One token through one MoE layer; written by flame from its configuration.
#pragma once
#include <cstddef>
#include <cstdint>

constexpr int D_MODEL = 32;
constexpr int EXPERTS = 4;
constexpr int UNITS = 2;
constexpr int OUTPUT_SHIFT = 16;
constexpr const char* ANSWER = "y";

// What a unit answers: finished outputs where it is alone, else what the host adds up and finishes.
using Answer = int32_t;

// The kernel's arguments in order. An image is written once, each unit's own or that of all; what a step gives and
// takes has its size in bytes.
enum class Role { image, given, taken };
struct Argument {
    const char* name;
    Role role;
    bool own;
    size_t bytes;
};
constexpr Argument ARGUMENTS[] = {
    {"command", Role::given, false, 20},
    {"router_x", Role::given, false, 64},
    {"router_weights", Role::image, false, 0},
    {"table", Role::image, false, 0},
    {"x", Role::given, false, 32},
    {"values", Role::image, true, 0},
    {"places", Role::image, true, 0},
    {"multipliers", Role::image, true, 0},
    {"decision", Role::taken, false, 24},
    {"y", Role::taken, false, 128},
};

#ifndef FLAME_HOST
#include <ap_int.h>
extern "C" void flame_moe(int32_t* command, int16_t* router_x, ap_uint<512>* router_weights, uint8_t* table, int8_t* x, uint64_t* values, uint16_t* places, int32_t* multipliers, int32_t* decision, int32_t* y);
#endif
