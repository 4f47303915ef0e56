"""What of a claim is somebody's own: taken out of what is stored, and put back whole."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from makewhole.core.appeal.private import places_in_appeal
from makewhole.core.appeal.private import places_in_event as places_in_appeal_event
from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.facts_loss import heads_on_file
from makewhole.core.claim.loss import Head, HeadKind
from makewhole.core.claim.private import (
    AS_FILED,
    SEALED,
    places_in_claim,
    places_in_determination,
    places_in_event,
    private_facts,
    put_back,
    taken_out,
)
from makewhole.core.claim.record import facts_of
from makewhole.core.claim.said import said_of
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import PartAllowed, Role, Statement
from makewhole.core.kernel.canonical import canonical_json, from_json, to_json
from makewhole.core.kernel.require import InvariantBroken
from makewhole.core.terms.model import Privacy
from tests.core.appeal.samples import SAMPLES as APPEAL_SAMPLES
from tests.core.claim.claims import CLAIMANT, NOW, screening
from tests.core.claim.losses import loss
from tests.core.claim.samples import SAMPLES
from tests.core.claim.test_order import ORDER
from tests.core.terms.files import shipped

PRIVATE = {"minor": Privacy.PERSONAL, "injury_grade": Privacy.HEALTH}
MEDICAL = PartAllowed(1, "medical", claimed_minor=90_00, allowed_minor=90_00, reason="allowed")
PRICE = PartAllowed(2, "purchase_price", claimed_minor=20_00, allowed_minor=0, reason="open")


def form_of(value: object) -> Any:
    return to_json(value)


def stated(fact: str, *, why: str = "as they told us") -> Any:
    return form_of(e.FactStated(fact, value=True, reason=why, by=CLAIMANT, at=NOW))


def test_the_terms_say_what_is_private() -> None:
    assert private_facts(shipped()) == {
        "minor": Privacy.PERSONAL,
        "represented": Privacy.PERSONAL,
        "case_in_court": Privacy.PERSONAL,
        "medical_record": Privacy.HEALTH,
        "injury_grade": Privacy.HEALTH,
    }


class TestPlacesInEvents:
    @pytest.mark.parametrize(
        ("fact", "why", "of_loss", "places"),
        [
            ("minor", "because", True, ["value", "reason"]),
            ("minor", "because", False, ["value", "reason"]),
            ("minor", AS_FILED, True, ["value"]),
            ("minor", "", True, ["value"]),
            ("photos", "because", True, ["reason"]),
            ("photos", "because", False, []),
            ("photos", AS_FILED, True, []),
        ],
    )
    def test_are_private_values_and_words_about_a_loss(
        self, fact: str, why: str, *, of_loss: bool, places: list[str]
    ) -> None:
        assert places_in_event(stated(fact, why=why), PRIVATE, of_loss=of_loss) == places

    def test_are_kinds_of_heads_that_tell_of_a_person(self) -> None:
        heads = tuple(Head(i, kind, 1_00) for i, kind in enumerate(HeadKind, start=1))
        amended = form_of(le.HeadsAmended(heads, "", CLAIMANT, NOW))

        told = [heads[int(place.split("/")[1])].kind for place in
                places_in_event(amended, {}, of_loss=True)]  # fmt: skip

        assert told == [HeadKind.MEDICAL, HeadKind.LOST_EARNINGS]
        assert places_in_event(amended, {}, of_loss=False) == []

    @pytest.mark.parametrize("event", SAMPLES, ids=lambda event: type(event).__name__)
    def test_leave_an_event_that_reads_and_give_back_the_same(self, event: object) -> None:
        form = form_of(event)
        whole = deepcopy(form)

        hidden = taken_out(form, places_in_event(form, {**PRIVATE, "photos": Privacy.HEALTH},
                                                 of_loss=True))  # fmt: skip
        from_json(type(event), deepcopy(form))
        put_back(form, hidden)

        assert form == whole


class TestPlacesInClaims:
    def claim(self) -> Claim:
        said = Statement("injury_grade", "slight", Role.CLAIMANT, NOW)
        claim = loss()
        assert claim.loss is not None
        medical = replace(claim.loss, heads=(Head(1, HeadKind.MEDICAL, 90_00),))
        return replace(claim, loss=medical, statements=(said,), parts=(MEDICAL, PRICE))

    def test_are_values_and_kinds_never_amounts(self) -> None:
        form = form_of(self.claim())

        hidden = taken_out(form, places_in_claim(form, PRIVATE))

        assert hidden == {
            "statements/0/value": "slight",
            "loss/heads/0/kind": "medical",
            "parts/0/kind": "medical",
            "parts/0/reason": "allowed",
        }
        text = canonical_json(form)
        assert "slight" not in text
        assert '"medical"' not in text
        assert '"9000"' in text

    def test_that_are_not_opened_leave_unknown_and_not_false(self) -> None:
        form = form_of(self.claim())
        taken_out(form, places_in_claim(form, PRIVATE))

        claim = from_json(Claim, form)

        assert claim.loss is not None
        assert claim.loss.heads[0].kind is HeadKind.SEALED
        assert said_of(claim, {"injury_grade": ("claimant",)}) == {}
        (part,) = heads_on_file(claim, ORDER, trust={})
        assert "part_kind" not in part
        assert part["part_claimed"] == 90_00

    def test_of_what_is_out_already_there_is_nothing_to_take(self) -> None:
        form = form_of(self.claim())
        taken_out(form, places_in_claim(form, PRIVATE))

        assert taken_out(form, places_in_claim(form, PRIVATE)) == {}

    def test_of_an_order_claim_are_private_facts_only(self) -> None:
        said = Statement("minor", value=False, source=Role.CLAIMANT, at=NOW)
        claim = replace(screening(), statements=(said,), parts=(MEDICAL,))

        assert places_in_claim(form_of(claim), PRIVATE) == ["statements/0/value"]


class TestPlacesInDeterminations:
    def body(self, *, fact: str, kind: str) -> Any:
        return {
            "facts": {"claimant": {fact: True, "photos": 2}},
            "parts": [{"part_kind": kind, "part_claimed": 1}, {"part_claimed": 2}],
            "determined": {"parts": [form_of(replace(MEDICAL, kind=kind))]},
            "answer": {"outputs": {}},
        }

    def test_are_what_was_read_and_all_that_was_answered(self) -> None:
        body = self.body(fact="minor", kind="medical")

        hidden = taken_out(body, places_in_determination(body, PRIVATE))

        assert set(hidden) == {
            "facts/claimant/minor", "parts/0/part_kind", "determined/parts/0/kind",
            "determined/parts/0/reason", "answer",
        }  # fmt: skip
        assert body["parts"][0] == {"part_kind": SEALED, "part_claimed": 1}
        assert body["answer"] is None
        assert set(facts_of(body)) == {"photos"}

    def test_are_none_where_nothing_private_was_read(self) -> None:
        body = self.body(fact="usage", kind="property")

        assert places_in_determination(body, PRIVATE) == []


class TestPlacesInAppeals:
    @pytest.mark.parametrize("event", APPEAL_SAMPLES, ids=lambda event: type(event).__name__)
    @pytest.mark.parametrize("of_loss", [True, False])
    def test_give_back_the_same(self, event: object, *, of_loss: bool) -> None:
        form = form_of(event)
        whole = deepcopy(form)
        private = {**PRIVATE, "photos": Privacy.HEALTH, "difference": Privacy.PERSONAL}

        hidden = taken_out(form, places_in_appeal_event(form, private, of_loss=of_loss))
        from_json(type(event), deepcopy(form))
        put_back(form, hidden)

        assert form == whole

    def test_are_findings_and_what_the_side_wrote_about_a_loss(self) -> None:
        found = {"fact": "minor", "value": True, "reason": "the passport"}
        other = {"fact": "photos", "value": 2, "reason": "I counted"}
        appeal = {"findings": [{"found": found}, {"found": other}]}

        assert places_in_appeal(appeal, PRIVATE, of_loss=True) == [
            "reasons", "new_evidence", "findings/0/found/value", "findings/0/found/reason",
            "findings/1/found/reason",
        ]  # fmt: skip
        assert places_in_appeal(appeal, PRIVATE, of_loss=False) == [
            "findings/0/found/value", "findings/0/found/reason",
        ]  # fmt: skip

    def test_are_those_of_each_finding_of_a_slip(self) -> None:
        found = [{"fact": "minor", "value": True, "reason": "x"}]

        assert places_in_appeal_event({"found": found}, PRIVATE, of_loss=False) == [
            "found/0/value", "found/0/reason",
        ]  # fmt: skip


def test_nothing_is_put_where_something_else_stands() -> None:
    with pytest.raises(InvariantBroken, match="nothing else stands"):
        put_back({"value": 3}, {"value": 4})
