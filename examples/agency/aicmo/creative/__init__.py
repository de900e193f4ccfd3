"""Production, older half: creative directions and rendering."""
