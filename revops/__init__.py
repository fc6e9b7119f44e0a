"""RevOps: garage management for an owner who is not always there."""

if not __debug__:
    raise RuntimeError("RevOps relies on its assertions: run Python without -O and without PYTHONOPTIMIZE.")

__version__ = "0.1.0"
