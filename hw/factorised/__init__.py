"""Factorised prediction in hardware: the kernel's shapes, its table as it lies in memory, and what it costs."""
