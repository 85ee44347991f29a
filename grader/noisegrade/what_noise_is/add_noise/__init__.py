"""The exercise `add_noise`: declaration, implementations, picture."""
