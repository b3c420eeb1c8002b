"""The Vitis project of a design."""
