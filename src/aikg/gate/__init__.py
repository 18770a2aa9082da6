"""The gate: what may enter the graph, and why not."""
