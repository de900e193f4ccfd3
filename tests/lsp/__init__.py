"""The language server, driven as editors drive it: a real process, messages over its pipes."""
