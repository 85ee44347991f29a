"""The exercise `noise_step`: declaration, implementations, picture."""
