#include "flame_kernels.h"

extern "C" void cepr_lookup(int32_t layer, int32_t known, const int32_t* context, const uint8_t* table,
                            int32_t* predicted) {
#pragma HLS interface m_axi port = context bundle = gmem0 depth = KNOWN_LAYERS
#pragma HLS interface m_axi port = table bundle = gmem1 depth = MOE_LAYERS* TABLE_ENTRIES
#pragma HLS interface m_axi port = predicted bundle = gmem0 depth = 1
    // Contexts of each length follow one another, the empty one first; the newest entry is the lowest digit.
    int32_t first = 0, contexts = 1, code = 0;
    for (int i = 0; i < KNOWN_LAYERS; i++) {
        if (i < known) {
            code = code * EXPERTS + context[i];
            first += contexts;
            contexts *= EXPERTS;
        }
    }
    *predicted = table[layer * TABLE_ENTRIES + first + code];
}
