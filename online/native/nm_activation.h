// What stands between an expert's matrices.

#pragma once

#include <cstdint>

#include "nm_kernels.h"

namespace flame_nm {

enum class Activation : std::int32_t { relu = 0, relu2 = 1, silu = 2, gelu = 3, gelu_tanh = 4, gpt_oss = 5 };

// up[i] = activation of gate[i], times up[i]; without a gate up[i] = activation of up[i]. Each number is computed by the
// same operations in fp32, each rounded (no fused multiply-adds), so that neither its place nor the instruction set
// changes a bit; online/kernels/activations.py does the same in NumPy.
void activate(Activation activation, const float* gate, float* up, std::int64_t count, InstructionSet set);

}  // namespace flame_nm
