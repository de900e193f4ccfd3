"""What readers think."""
