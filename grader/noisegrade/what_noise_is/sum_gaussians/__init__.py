"""The exercise `sum_gaussians`: declaration, implementations, picture."""
