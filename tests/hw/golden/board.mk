PLATFORM ?= xilinx_u200_gen3x16_xdma_2_202110_1
MHZ := 300
CONFIG := u200.cfg
KERNEL := moe_layer
