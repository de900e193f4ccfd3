"""The parts of the engine, each by itself: identity, loudness, acceptance, change, and who owns what."""
