"""Who looked at what is private, what must be kept, and what was erased, each written down once.

Begin with `erasing` (what may go, what stays and why). What is private of a claim, an appeal or a
person is kept by those apps; this one opens it to staff against a reason, and lets it be forgotten.
"""
