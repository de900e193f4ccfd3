"""Plain values that every layer shares: names, ranges, facts, config, diagnostics, edits. No I/O."""
