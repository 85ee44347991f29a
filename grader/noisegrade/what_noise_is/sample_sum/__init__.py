"""The exercise `sample_sum`: declaration, implementations, picture."""
