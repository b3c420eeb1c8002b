"""Experts with a gate, of today's models: the kernel's shapes, what it computes, and what it costs."""
