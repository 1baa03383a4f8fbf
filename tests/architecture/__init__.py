"""The conventions that a linter cannot express, checked on the syntax tree of every file."""
