"""Use cases over one project snapshot: build, change, check, fix."""
