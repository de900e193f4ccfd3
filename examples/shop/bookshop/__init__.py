"""A shop for books: one deployable, one database, many apps."""
