"""Untrusted source and calls go in, arrays come back."""
