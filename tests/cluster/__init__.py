"""RevOps as a cluster: nginx, instances and three nodes as processes, and what may befall them."""
