"""The shop before this one. It is still read once a month."""
