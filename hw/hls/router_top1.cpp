#include "flame_kernels.h"

extern "C" void router_top1(int32_t layer, int32_t logit_bits, const int16_t* x, const int16_t* weights, Route* route) {
#pragma HLS interface m_axi port = x bundle = gmem0 depth = D_MODEL
#pragma HLS interface m_axi port = weights bundle = gmem1 depth = MOE_LAYERS* EXPERTS* D_MODEL
#pragma HLS interface m_axi port = route bundle = gmem0 depth = 1
    int16_t input[D_MODEL];
    for (int i = 0; i < D_MODEL; i++) {
#pragma HLS pipeline II = 1
        input[i] = x[i];
    }
    int64_t logits[EXPERTS], best = INT64_MIN;
    int32_t expert = 0;
    for (int e = 0; e < EXPERTS; e++) {
        int64_t sum = 0;
        for (int i = 0; i < D_MODEL; i++) {
#pragma HLS pipeline II = 1
            sum += int32_t(input[i]) * weights[(int64_t(layer) * EXPERTS + e) * D_MODEL + i];
        }
        logits[e] = sum;
        if (sum > best) {  // the lowest index of equals
            best = sum;
            expert = e;
        }
    }
    uint64_t total = 0;
    for (int e = 0; e < EXPERTS; e++) {
#pragma HLS pipeline II = 1
        const int64_t below = (best - logits[e]) >> (logit_bits - EXP_STEP_BITS);
        if (below < 256 << 6) total += uint64_t(EXP_COARSE[below >> 6]) * EXP_FINE[below & 63] >> 16;
    }
    route->expert = expert;
    route->probability = static_cast<int32_t>((uint64_t(1) << 32) / total);
}
