"""The exercise `noise_levels`: declaration, implementations, picture."""
