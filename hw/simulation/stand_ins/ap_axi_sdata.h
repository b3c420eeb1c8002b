// C-simulation only: the emitted kernels include this header of Vitis HLS and use nothing from it.
#pragma once
