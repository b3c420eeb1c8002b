#include "flame_kernels.h"

namespace {

// The slot of an expert in its layer; where it is not resident, the slot that was touched longest ago is its.
int32_t touch(int32_t (&tags)[MOE_LAYERS][SLOTS], int32_t (&touched)[MOE_LAYERS][SLOTS], int32_t layer, int32_t expert,
              int32_t now, bool& hit) {
    int32_t slot = 0;
    hit = false;
    for (int s = 0; s < SLOTS; s++) {
#pragma HLS unroll
        if (tags[layer][s] == expert + 1) {  // 0: empty
            slot = s;
            hit = true;
        }
    }
    if (!hit) {
        for (int s = 1; s < SLOTS; s++) {
#pragma HLS unroll
            if (touched[layer][s] < touched[layer][slot]) slot = s;
        }
    }
    tags[layer][slot] = expert + 1;
    touched[layer][slot] = now;
    return slot;
}

}  // namespace

extern "C" void expert_buffer(int32_t count, const Access* accesses, Residence* residences) {
#pragma HLS interface m_axi port = accesses bundle = gmem0 depth = 1024
#pragma HLS interface m_axi port = residences bundle = gmem1 depth = 1024
    int32_t tags[MOE_LAYERS][SLOTS] = {}, touched[MOE_LAYERS][SLOTS] = {};
#pragma HLS array_partition variable = tags complete dim = 2
#pragma HLS array_partition variable = touched complete dim = 2
    for (int32_t i = 0; i < count; i++) {
        const Access access = accesses[i];
        bool hit;
        if (access.predicted >= 0) touch(tags, touched, access.layer, access.predicted, 2 * i + 1, hit);
        const int32_t slot = touch(tags, touched, access.layer, access.expert, 2 * i + 2, hit);
        residences[i] = {slot, hit};
    }
}
