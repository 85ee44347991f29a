"""Watch mode: follow a learner's files, check the current exercise on save, answer single keys."""
