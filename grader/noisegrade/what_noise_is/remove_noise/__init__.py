"""The exercise `remove_noise`: declaration, implementations, picture."""
