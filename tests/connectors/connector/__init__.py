"""A system that uses the linked public services correctly: a template to start from."""
