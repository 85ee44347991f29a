"""The exercise `scale_gaussian`: declaration, implementations, picture."""
