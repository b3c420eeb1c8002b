"""Which expert comes next: traces, paths, CEPR and other predictors, their accuracy."""
