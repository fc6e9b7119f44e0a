"""Import of the original system's database: read, convert, repair, report."""
