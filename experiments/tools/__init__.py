"""What a user runs for its product: traces, pruned checkpoints, projects, streamed answers."""
