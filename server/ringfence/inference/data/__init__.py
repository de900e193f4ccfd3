"""Who reads and writes which model: models, abstract values, and the flow of data through functions."""
