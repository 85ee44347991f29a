"""The exercise `standardize`: declaration, implementations, picture."""
