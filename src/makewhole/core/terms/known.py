"""The words that a terms file chooses from: whom to ask, whose clock, in which unit."""

from makewhole.core.clocks.duration import Unit

PARTIES = (
    "claimant",
    "seller",
    "marketplace",
    "platform",  # The conformance file's word; ours is marketplace.
    "carrier",
    "insurer",
    "handler",
    "expert",
)
CLOCKS = (
    "seller_answer", "evidence", "return_proof", "carrier_inquiry", "proof_of_insurance",
    "loss_evidence", "loss_answer", "insurer_answer",
)  # fmt: skip
DURATION_UNITS = tuple(unit.value for unit in Unit)
UNITS = ("minutes", *DURATION_UNITS, "percent", "basis_points", "times")
