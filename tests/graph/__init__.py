"""Our graph of imports beside that of grimp."""
