"""C-simulation of the emitted kernels with g++."""
