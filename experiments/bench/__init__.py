"""Benchmarks: speed and memory, measured on this machine."""
