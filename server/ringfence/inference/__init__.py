"""What a name stands for: modules, re-exports, and what an import crosses."""
