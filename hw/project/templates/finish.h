// Outputs from the answers of all units: a single one has finished them itself; of several, the sums are added up,
// rescaled (rounded half up, saturated) and scaled by the router.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "flame_moe.h"

// answers: of one step, unit after unit; multipliers: of all experts; scale: the router's, in 1/65536.
static std::vector<int32_t> finished(const std::vector<std::vector<Answer>>& answers,
                                     const std::vector<int32_t>& multipliers, int layer, int expert, int32_t scale) {
    if (UNITS == 1) return std::vector<int32_t>(answers[0].begin(), answers[0].end());
    std::vector<int32_t> y(D_MODEL);
    const size_t first = size_t(layer * EXPERTS + expert) * D_MODEL;
    for (int i = 0; i < D_MODEL; i++) {
        __int128 sum = 0;
        for (const auto& answer : answers) sum += answer[i];
        const __int128 output = (sum * multipliers.at(first + i) + (__int128(1) << (OUTPUT_SHIFT - 1))) >> OUTPUT_SHIFT;
        const int64_t whole = int64_t(std::min<__int128>(std::max<__int128>(output, INT32_MIN), INT32_MAX));
        y[i] = int32_t((whole * scale + (1 << 15)) >> 16);
    }
    return y;
}
