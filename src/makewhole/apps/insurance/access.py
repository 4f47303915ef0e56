"""The only doors to a policy: not found and not yours have one answer."""

from uuid import UUID

from makewhole.apps.insurance.models import Policy as Row
from makewhole.apps.insurance.queries import policy_of_row
from makewhole.core.coverage.policies import Policy


class PolicyNotFound(Exception):
    """There is no such policy, or it is somebody else's: the answer is the same."""


def policy_for_seller(*, marketplace_id: UUID, policy_id: UUID, seller_id: UUID) -> Policy:
    """Answer a policy of this seller.

    Raises:
        PolicyNotFound: There is none of that id that is theirs.
    """
    return _found(marketplace_id, policy_id, seller_id=seller_id)


def policy_for_insurer(*, marketplace_id: UUID, policy_id: UUID, insurer_id: UUID) -> Policy:
    """Answer a policy under which this insurer answers.

    Raises:
        PolicyNotFound: There is none of that id that is theirs.
    """
    return _found(marketplace_id, policy_id, insurer_id=insurer_id)


def _found(marketplace_id: UUID, policy_id: UUID, **theirs: UUID) -> Policy:
    row = Row.objects.filter(marketplace_id=marketplace_id, id=policy_id, **theirs).first()
    if row is None:
        raise PolicyNotFound(str(policy_id))
    return policy_of_row(row)
