"""The exercise `many_small_effects`: declaration, implementations, picture."""
