"""The exercise `sample_gaussian`: declaration, implementations, picture."""
