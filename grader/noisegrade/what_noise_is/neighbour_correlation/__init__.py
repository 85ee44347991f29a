"""The exercise `neighbour_correlation`: declaration, implementations, picture."""
