"""The HTTP server of a streamed model, in the form of OpenAI's interface."""
