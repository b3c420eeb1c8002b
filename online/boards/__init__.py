"""Several boards that share a model's experts: where each expert lies, and what the links between them cost."""
