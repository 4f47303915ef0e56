"""MEET: one Django app per audience, the jobs and the command line.

A view makes one call to read or one to act and renders one frozen dataclass. Siblings are blind to
each other; all may use `shared`.
"""
