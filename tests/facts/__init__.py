"""The facts of a text, held against full parsers, against hand-made cases and against damage of every kind."""
