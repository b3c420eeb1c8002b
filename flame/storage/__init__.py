"""What lies on disk: artifacts, tensor files, packed experts, corpora."""
