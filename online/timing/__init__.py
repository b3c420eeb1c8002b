"""The timing model of a board, and its fit to stated latencies."""
