"""`boundaries.yaml` as a language: what stands at a place of its text, and what is known about it."""
