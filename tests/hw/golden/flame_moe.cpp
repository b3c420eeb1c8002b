// The emitted kernel as Vitis links it: named arguments behind AXI ports. Arguments of different widths on one port
// would turn its bursts off (UG1448, 200-451).
#include "flame_moe.h"

#include "moe_layer.cpp"

extern "C" void flame_moe(int32_t* command, int16_t* router_x, ap_uint<512>* router_weights, uint8_t* table, int8_t* x, ap_uint<256>* values, uint64_t* places, int32_t* multipliers, int32_t* decision, int32_t* y) {
#pragma HLS interface m_axi port=command bundle=gmem_command offset=slave depth=5
#pragma HLS interface m_axi port=router_x bundle=gmem_router_x offset=slave depth=128
#pragma HLS interface m_axi port=router_weights bundle=gmem_router_weights offset=slave depth=192 max_read_burst_length=64
#pragma HLS interface m_axi port=table bundle=gmem_table offset=slave depth=1318
#pragma HLS interface m_axi port=x bundle=gmem_x offset=slave depth=128
#pragma HLS interface m_axi port=values bundle=gmem_values offset=slave depth=49152 max_read_burst_length=128
#pragma HLS interface m_axi port=places bundle=gmem_places offset=slave depth=49152 max_read_burst_length=256
#pragma HLS interface m_axi port=multipliers bundle=gmem_multipliers offset=slave depth=18432 max_read_burst_length=256
#pragma HLS interface m_axi port=decision bundle=gmem_decision offset=slave depth=6
#pragma HLS interface m_axi port=y bundle=gmem_y offset=slave depth=128
#pragma HLS interface s_axilite port=return
    moe_layer(command, router_x, router_weights, table, x, values, places, multipliers, decision, y);
}
