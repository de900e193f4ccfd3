def f():
    return """
    one
    two
    three
    four
