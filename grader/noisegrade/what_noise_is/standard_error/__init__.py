"""The exercise `standard_error`: declaration, implementations, picture."""
