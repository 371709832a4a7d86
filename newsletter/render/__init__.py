"""Show an edition: every format from the same Edition, and from nothing else."""
