"""Finding entries by words: one index for each catalogue, made once for each process."""
