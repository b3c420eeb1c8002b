"""The paper's tables and figures, each beside our own numbers."""
