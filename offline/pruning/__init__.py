"""N:M and other pruning: criteria, masks, calibration, allocation, recovery, whole checkpoints."""
