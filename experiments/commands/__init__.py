"""Sub-commands of `flame` for whoever runs a model: plan, pack, chat, serve."""
