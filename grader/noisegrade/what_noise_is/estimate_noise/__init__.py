"""The exercise `estimate_noise`: declaration, implementations, picture."""
