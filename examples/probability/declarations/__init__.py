"""Probability by experiment: one folder per exercise."""
