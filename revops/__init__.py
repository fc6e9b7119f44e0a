"""RevOps: garage management for an owner who is not always there."""

__version__ = "0.1.0"
