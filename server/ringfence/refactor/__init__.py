"""Pure edit builders that the fixes share."""
