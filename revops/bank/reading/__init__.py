"""Statements as banks hand them out, read in a process of their own, in which ``core.helping`` runs ``statement``."""
