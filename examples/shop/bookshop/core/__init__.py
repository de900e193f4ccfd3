"""What all apps stand on."""
