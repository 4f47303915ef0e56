"""A notice as a letter to print: what was told, who acts next, and of a decision the reasons.

`answering.py` is the door, `reading.py` gathers what the letter says, `reasons.py` states the
reasons of a determination, `appeals.py` what was asked against one and what can be, `wording.py`
says it in the reader's language, `printing.py` sets it as a tagged PDF. Sentences of the terms are
quoted in the language in which the terms are published, and the letter says so.
"""
