"""Analytics: numbers about everything."""
