"""The exercise `average_noisy`: declaration, implementations, picture."""
