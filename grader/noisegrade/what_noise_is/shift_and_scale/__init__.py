"""The exercise `shift_and_scale`: declaration, implementations, picture."""
