"""The exercise `fraction_within`: declaration, implementations, picture."""
