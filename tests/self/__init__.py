"""The house held to its own rules: layers, budgets, generated pages, tracked files."""
