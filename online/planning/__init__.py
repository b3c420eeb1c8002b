"""Will a model run on a machine, and how fast: measures of the machine, and a model of streamed decoding."""
