"""The exercise `sample_static`: declaration, implementations, picture."""
