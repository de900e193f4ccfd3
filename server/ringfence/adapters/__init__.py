"""The only I/O and third-party code below the edges."""
