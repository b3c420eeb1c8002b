#include "flame_kernels.h"

namespace {

int32_t clamp(int64_t value, int64_t low, int64_t high) {
    return static_cast<int32_t>(value < low ? low : value > high ? high : value);
}

// sums[row] = matrix[row] . input; one word of weights a cycle, in the order in which the image holds them.
template <int OUTPUTS, int GROUPS>
void product(const int8_t (&input)[GROUPS][GROUP], const ValueWord* values, const PlaceWord* places,
             int32_t (&sums)[OUTPUTS / ROWS][ROWS]) {
    int32_t sum[ROWS];
#pragma HLS array_partition variable = sum complete
    for (int block = 0; block < OUTPUTS / ROWS; block++) {
        for (int group = 0; group < GROUPS; group++) {
#pragma HLS pipeline II = 1
            const int word = block * GROUPS + group;
            const ValueWord value = values[word];
            PlaceWord place = {};
            if (PLACE_BITS) place = places[word];
            for (int row = 0; row < ROWS; row++) {
#pragma HLS unroll
                int32_t partial = 0;
                for (int kept = 0; kept < KEEP; kept++) {
#pragma HLS unroll
                    const int lane = row * KEEP + kept;
                    const int bit = lane * PLACE_BITS;
                    const int at = PLACE_BITS ? place.code[bit / 8] >> (bit % 8) & (GROUP - 1) : kept;
                    partial += value.value[lane] * input[group][at];
                }
                sum[row] = (group ? sum[row] : 0) + partial;
                if (group == GROUPS - 1) sums[block][row] = sum[row];
            }
        }
    }
}

}  // namespace

extern "C" void sparse_expert(int32_t expert, const int8_t* x, const ValueWord* wi_values, const PlaceWord* wi_places,
                              const int32_t* wi_multipliers, const ValueWord* wo_values, const PlaceWord* wo_places,
                              const int32_t* wo_multipliers, int32_t* y) {
    constexpr int IN = D_MODEL / GROUP, HIDDEN = D_FF / GROUP;
    constexpr int64_t WI_WORDS = int64_t(D_FF / ROWS) * IN, WO_WORDS = int64_t(D_MODEL / ROWS) * HIDDEN;
#pragma HLS interface m_axi port = x bundle = gmem_io depth = D_MODEL
#pragma HLS interface m_axi port = wi_values bundle = gmem_wi depth = WI_WORDS max_read_burst_length = 64
#pragma HLS interface m_axi port = wi_places bundle = gmem_places depth = WI_WORDS max_read_burst_length = 64
#pragma HLS interface m_axi port = wi_multipliers bundle = gmem_io depth = D_FF
#pragma HLS interface m_axi port = wo_values bundle = gmem_wo depth = WO_WORDS max_read_burst_length = 64
#pragma HLS interface m_axi port = wo_places bundle = gmem_places depth = WO_WORDS max_read_burst_length = 64
#pragma HLS interface m_axi port = wo_multipliers bundle = gmem_io depth = D_MODEL
#pragma HLS interface m_axi port = y bundle = gmem_io depth = D_MODEL
    int8_t input[IN][GROUP], hidden[HIDDEN][GROUP];
    int32_t hidden_sums[D_FF / ROWS][ROWS], output_sums[D_MODEL / ROWS][ROWS];
#pragma HLS array_partition variable = input complete dim = 2
#pragma HLS array_partition variable = hidden complete dim = 2
#pragma HLS array_partition variable = hidden_sums complete dim = 2
#pragma HLS array_partition variable = output_sums complete dim = 2

    for (int i = 0; i < D_MODEL; i++) {
#pragma HLS pipeline II = 1
        input[i / GROUP][i % GROUP] = x[i];
    }
    product<D_FF, IN>(input, wi_values + expert * WI_WORDS, wi_places + expert * (PLACE_BITS ? WI_WORDS : 0), hidden_sums);
    for (int i = 0; i < D_FF; i++) {
#pragma HLS pipeline II = 1
        const int64_t scaled = int64_t(hidden_sums[i / ROWS][i % ROWS]) * wi_multipliers[int64_t(expert) * D_FF + i];
        hidden[i / GROUP][i % GROUP] = clamp((scaled + (int64_t(1) << (HIDDEN_SHIFT - 1))) >> HIDDEN_SHIFT, 0, 127);
    }
    product<D_MODEL, HIDDEN>(hidden, wo_values + expert * WO_WORDS, wo_places + expert * (PLACE_BITS ? WO_WORDS : 0),
                             output_sums);
    for (int i = 0; i < D_MODEL; i++) {
#pragma HLS pipeline II = 1
        const int64_t scaled = int64_t(output_sums[i / ROWS][i % ROWS]) * wo_multipliers[int64_t(expert) * D_MODEL + i];
        y[i] = clamp((scaled + (int64_t(1) << (OUTPUT_SHIFT - 1))) >> OUTPUT_SHIFT, INT32_MIN, INT32_MAX);
    }
}
