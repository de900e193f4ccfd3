"""How a text is read into what data flow is read from."""
