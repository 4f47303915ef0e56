"""Our own bugs, kept apart from refusals."""


class InvariantBroken(Exception):
    """Something is not as the programme promises: our bug, never a person's mistake."""


def require(truth: bool, message: str) -> None:
    """Stop at once when an invariant does not hold; `-O` cannot remove this.

    Raises:
        InvariantBroken: `truth` is false. The transaction around it is rolled back.
    """
    if not truth:
        raise InvariantBroken(message)
