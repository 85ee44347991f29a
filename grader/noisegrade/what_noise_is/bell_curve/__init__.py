"""The exercise `bell_curve`: declaration, implementations, picture."""
