"""Sweeps, searches, and comparisons of runs."""
