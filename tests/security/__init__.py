"""What a `boundaries.yaml`, or a repository, from a stranger cannot do."""
