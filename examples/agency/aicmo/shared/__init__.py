"""The shared kernel: small things that every module may use."""
