"""A shop: one deployable, one database, many apps."""
