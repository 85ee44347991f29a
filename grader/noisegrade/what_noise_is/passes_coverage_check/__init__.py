"""The exercise `passes_coverage_check`: declaration, implementations, picture."""
