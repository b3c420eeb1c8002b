// Outputs from the answers of all units: their sums, saturated.
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "steps.h"

struct Finish {
    explicit Finish(const std::string&) {}
    // taken: what each unit answered.
    std::vector<int32_t> operator()(const Contents&, const std::vector<Contents>& taken) const {
        std::vector<int64_t> sums(D_MODEL);
        for (const Contents& unit : taken) {
            const auto answer = values_of<Answer>(unit.at(ANSWER));
            for (int i = 0; i < D_MODEL; i++) sums[i] += answer.at(i);
        }
        std::vector<int32_t> y(D_MODEL);
        for (int i = 0; i < D_MODEL; i++) y[i] = int32_t(std::min<int64_t>(std::max<int64_t>(sums[i], INT32_MIN), INT32_MAX));
        return y;
    }
};
