"""The built-in course: what noise really is. One folder per exercise."""
