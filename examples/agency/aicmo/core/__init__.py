"""The technical kernel: database engine, declarative base, sessions."""
