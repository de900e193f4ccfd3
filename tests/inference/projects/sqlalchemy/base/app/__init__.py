"""A back office: one deployable, one database, many modules."""
