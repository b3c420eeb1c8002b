"""Streamed decoding: stores, loader, session, the experts' place in a model."""
