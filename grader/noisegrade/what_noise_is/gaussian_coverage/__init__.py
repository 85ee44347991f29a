"""The exercise `gaussian_coverage`: declaration, implementations, picture."""
