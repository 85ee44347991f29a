"""The exercise `noise_shortcut`: declaration, implementations, picture."""
