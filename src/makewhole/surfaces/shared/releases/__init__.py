"""Releases: what a claimant signs with a settlement, as a document of one version of its wording.

`wording.py` reads the version, `composing.py` fills it in as a letter, `signing.py` shows it, takes
the signature and seals it, `answering.py` answers it to whoever may read it. The same claim gives
the same bytes until it is signed, so that what was shown can be compared with what is signed.
"""
