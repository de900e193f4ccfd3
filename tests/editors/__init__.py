"""Tests in real editors, and what they need to run."""
