"""The edits that fixes are made of."""
