"""The example projects, held to what their comments announce."""
