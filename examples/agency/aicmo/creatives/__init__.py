"""Production, newer half: stores creatives and offers them to others."""
