"""The rules that give an establishment its steps, one family a module."""
