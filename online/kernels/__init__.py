"""Products with packed experts: native, Triton, and in NumPy."""
