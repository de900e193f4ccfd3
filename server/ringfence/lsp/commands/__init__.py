"""What `workspace/executeCommand` can do: one file per command."""
