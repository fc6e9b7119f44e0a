"""revops: the command line."""
