"""The exercise `noise_steps`: declaration, implementations, picture."""
