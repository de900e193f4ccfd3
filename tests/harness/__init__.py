"""What the tests are written with: pages of examples, projects in memory, and their comparison with what is found."""
