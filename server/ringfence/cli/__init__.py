"""The command line: one file per command, one file per output format."""
