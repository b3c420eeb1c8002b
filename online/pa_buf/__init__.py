"""The pruning-aware expert buffer: slots, eviction policies, replay of a trace."""
