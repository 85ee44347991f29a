"""The statistical core: arrays in, evidence out. Pure; one battery, one budget."""
