"""Who reads and writes which model, case by case."""
