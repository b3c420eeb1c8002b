"""The preload engine as RTL, and its resources by Yosys."""
