"""Live pages: what changed, told as it happens to whoever may see it."""
