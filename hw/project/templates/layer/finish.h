// Outputs from the answers of all units: a single one has finished them itself; of several, the sums are added up,
// rescaled (rounded half up, saturated) and scaled by the router.
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "steps.h"

struct Finish {
    explicit Finish(const std::string& root) {
        if (UNITS > 1) multipliers = values_of<int32_t>(load(root + "/image/output_multipliers.bin"));
    }
    // given: of the step; taken: what each unit answered.
    std::vector<int32_t> operator()(const Contents& given, const std::vector<Contents>& taken) const {
        if (UNITS == 1) return values_of<int32_t>(taken[0].at(ANSWER));
        std::vector<std::vector<Answer>> answers;
        for (const Contents& unit : taken) answers.push_back(values_of<Answer>(unit.at(ANSWER)));
        const int layer = values_of<int32_t>(given.at("command"))[0];
        const auto decision = values_of<int32_t>(taken[0].at("decision"));  // expert, and the router's scale in 1/65536
        const size_t first = size_t(layer * EXPERTS + decision[0]) * D_MODEL;
        std::vector<int32_t> y(D_MODEL);
        for (int i = 0; i < D_MODEL; i++) {
            __int128 sum = 0;
            for (const auto& answer : answers) sum += answer[i];
            const __int128 half = __int128(1) << (OUTPUT_SHIFT - 1);
            const __int128 output = (sum * multipliers.at(first + i) + half) >> OUTPUT_SHIFT;
            const int64_t whole = int64_t(std::min<__int128>(std::max<__int128>(output, INT32_MIN), INT32_MAX));
            y[i] = int32_t((whole * decision[1] + (1 << 15)) >> 16);
        }
        return y;
    }
    std::vector<int32_t> multipliers;  // of all experts
};
