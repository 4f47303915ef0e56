"""Every clock of the programmes and laws that were studied can be said in a terms file.

Each due time below was worked out by hand on a calendar. A day ends at 05:00 UTC in New York's
winter and at 04:00 in its summer, at 23:00 and 22:00 in Brussels.
"""

from datetime import timedelta
from pathlib import Path

import pytest

from makewhole.core.clocks.running import Running, again, extend, start
from makewhole.core.clocks.said import Owner
from makewhole.core.clocks.watching import first_of, warnings
from tests.core.clocks.places import place, utc
from tests.core.clocks.studied import STUDIED, rows, studied

FRIDAY = "2026-11-20 15:30"  # 10:30 in New York. Thanksgiving is on Thursday, the 26th.
CASES = [
    ("classic_contact_wait", "US", FRIDAY, "2026-11-22 15:30"),
    ("classic_file_latest", "US", FRIDAY, "2027-02-19 05:00"),
    ("classic_seller_info", "US", FRIDAY, "2026-11-22 15:30"),
    ("classic_seller_info_2019", "US", FRIDAY, "2026-11-23 15:30"),
    ("classic_appeal", "US", FRIDAY, "2026-12-21 05:00"),
    ("classic_appeal_info", "US", FRIDAY, "2026-11-23 15:30"),
    ("classic_metric_reversal", "US", FRIDAY, "2026-11-28 05:00"),
    # In Tokyo it is Saturday already, so Tuesday is the third day.
    ("classic_jp_not_received", "JP", FRIDAY, "2026-11-24 15:00"),
    ("classic_jp_marked", "JP", FRIDAY, "2026-11-24 15:00"),
    ("pd_file_latest", "US", FRIDAY, "2027-02-19 05:00"),
    ("pd_poi_proof", "US", FRIDAY, "2026-11-28 05:00"),
    ("pd_respond_large US", "US", "2026-12-18 09:00", "2026-12-26 05:00"),
    # 21, 22, 23, 24, 28, 29, 30 December: Christmas is a Friday, the 26th a Saturday.
    ("pd_respond_large EU", "DE", "2026-12-18 09:00", "2026-12-30 23:00"),
    ("pd_manage", "US", FRIDAY, "2026-12-21 05:00"),
    ("pd_concession_appeal", "US", FRIDAY, "2026-12-21 05:00"),
    ("pd_decide_target", "US", FRIDAY, "2027-02-19 05:00"),
    ("ins_obtain", "US", FRIDAY, "2026-12-21 05:00"),
    ("ins_min_validity", "US", FRIDAY, "2027-01-20 05:00"),
    ("ins_cancel_notice", "US", FRIDAY, "2026-12-21 05:00"),
    ("ins_renew_prompt", "US", "2027-03-31 12:00", "2027-04-01 04:00"),
    # Monday, Tuesday, Wednesday.
    ("ebay_respond", "US", FRIDAY, "2026-11-26 05:00"),
    # Four days in the week of Thanksgiving, fifteen until 18 December, then Monday and Tuesday.
    ("ebay_autoclose", "US", FRIDAY, "2026-12-23 05:00"),
    ("ebay_appeal", "US", FRIDAY, "2026-12-21 05:00"),
    ("ebay_decide", "US", FRIDAY, "2026-11-22 15:30"),
    ("paypal_open", "US", FRIDAY, "2027-05-20 04:00"),
    ("paypal_escalate", "US", FRIDAY, "2026-12-11 05:00"),
    ("etsy_wait", "US", FRIDAY, "2026-11-22 15:30"),
    ("walmart_dispute", "US", FRIDAY, "2027-01-05 05:00"),
    ("walmart_cc", "US", FRIDAY, "2026-11-22 15:30"),
    ("walmart_appeal", "US", FRIDAY, "2026-12-21 05:00"),
    ("walmart_inspect", "US", FRIDAY, "2026-11-22 15:30"),
    ("alibaba_respond", "US", FRIDAY, "2026-11-24 05:00"),
    ("alibaba_auto", "US", FRIDAY, "2026-11-28 05:00"),
    ("airbnb_file", "US", FRIDAY, "2026-12-05 05:00"),
    ("airbnb_guest", "US", FRIDAY, "2026-11-21 15:30"),
    ("airbnb_evidence", "US", FRIDAY, "2026-12-21 05:00"),
    # February has no 31st.
    ("law_pld_identify", "BE", "2027-01-31 10:00", "2027-02-28 23:00"),
    ("law_pld_limit", "BE", "2027-05-03 08:00", "2030-05-03 22:00"),
    ("law_pld_expiry", "BE", "2026-12-10 08:00", "2036-12-10 23:00"),
    ("law_pld_latent", "BE", "2026-12-10 08:00", "2051-12-10 23:00"),
    # Thursday before Easter: Friday, then Tuesday, since Easter Monday is a holiday in Belgium.
    ("law_gpsr_order", "BE", "2027-03-25 09:00", "2027-03-30 22:00"),
    ("law_gpsr_notice", "BE", "2027-03-25 09:00", "2027-03-31 22:00"),
    # Through the night in which the clocks of Brussels skip an hour.
    ("law_gpsr_accident", "BE", "2027-03-27 12:00", "2027-03-28 12:00"),
    ("law_gpsr_register_purge", "BE", "2027-03-25 09:00", "2032-03-25 23:00"),
    # 23, 24, 25, 27 November, five days from the 30th on, and Monday, 7 December.
    ("law_cpsc_investigate", "US", FRIDAY, "2026-12-08 05:00"),
    ("law_cpsc_report", "US", FRIDAY, "2026-11-21 15:30"),
    # 28 February 2027 is a Sunday.
    ("law_dsa_complaint", "BE", "2026-08-31 10:00", "2027-03-01 23:00"),
    ("law_dsa_ods", "BE", FRIDAY, "2027-02-18 23:00"),
    ("law_dsa_trader_purge", "BE", FRIDAY, "2027-05-20 22:00"),
    ("law_dsa_illegal_lookback", "BE", "2026-08-31 10:00", "2026-08-31 22:00"),
    # 5 December is a Saturday, 20 December a Sunday.
    ("law_p2b_terms", "BE", FRIDAY, "2026-12-07 23:00"),
    ("law_p2b_terminate", "BE", FRIDAY, "2026-12-21 23:00"),
    ("law_inform_collect", "US", FRIDAY, "2026-12-01 05:00"),
    ("law_inform_verify", "US", FRIDAY, "2026-12-01 05:00"),
    ("law_inform_certify", "US", FRIDAY, "2027-11-21 05:00"),
    ("law_gdpr_dsr", "BE", "2027-01-31 10:00", "2027-03-01 23:00"),
    ("sla_state_ack CA", "US", FRIDAY, "2026-12-06 05:00"),
    # Four days, five, five, and Monday, 14 December; Chicago is an hour behind New York.
    ("sla_state_ack IL", "US-IL", FRIDAY, "2026-12-15 06:00"),
    ("sla_state_ack AZ", "US-AZ", FRIDAY, "2026-12-08 07:00"),
    ("sla_state_decide CA", "US", FRIDAY, "2026-12-31 05:00"),
    ("sla_state_decide AZ", "US-AZ", FRIDAY, "2026-12-15 07:00"),
    # Off: Thanksgiving, Christmas, New Year's Day and 18 January. The 45th is Thursday, the 28th.
    ("sla_state_decide OK", "US", FRIDAY, "2027-01-29 05:00"),
    ("sla_state_status CA", "US", FRIDAY, "2026-12-21 05:00"),
    ("sla_state_status AZ", "US-AZ", FRIDAY, "2027-01-05 07:00"),
    ("sla_state_pay CA", "US", FRIDAY, "2026-12-21 05:00"),
    ("sla_state_pay IL", "US-IL", FRIDAY, "2026-12-21 06:00"),
    ("law_medicare_report", "US", FRIDAY, "2027-11-21 05:00"),
]


def run(case: str, where: str, at: str) -> Running:
    name, _, key = case.partition(" ")
    said, length = studied(name, key or None)
    return start(said, length, place(where), utc(at))


@pytest.mark.parametrize(("case", "where", "at", "due"), CASES, ids=[case[0] for case in CASES])
def test_a_studied_clock_is_due_when_a_calendar_says(
    case: str, where: str, at: str, due: str
) -> None:
    assert run(case, where, at).due_at == utc(due)


def test_every_studied_clock_and_each_of_its_lengths_is_worked_out() -> None:
    said = {
        f"{name} {row.key}" if row.key else name
        for name, parameter in STUDIED.parameters.items()
        for row in parameter.values
    }

    assert {case[0] for case in CASES} == said


def test_the_page_about_clocks_lists_each_as_the_file_says_it() -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "clocks.md").read_text()
    table = page.split("## The clocks that were studied")[1].split("\n|---")[1]

    assert [line for line in table.splitlines() if line.startswith("| ")] == rows()


def test_the_earlier_of_two_events_ends_the_wait_for_a_parcel_in_japan() -> None:
    late = run("classic_jp_not_received", "JP", "2026-11-24 03:00")
    marked = run("classic_jp_marked", "JP", "2026-11-20 03:00")

    assert late.said.first_of == ("classic_jp_marked",)
    assert first_of([late, marked]).due_at == utc("2026-11-23 15:00")


def test_an_outside_body_may_take_ninety_days_more() -> None:
    longer = extend(
        run("law_dsa_ods", "BE", FRIDAY), Owner.OUTSIDE_BODY, "complex", utc("2027-02-01 09:00")
    )

    assert isinstance(longer, Running)
    assert longer.due_at == utc("2027-05-19 22:00")


def test_two_months_more_for_a_persons_request_count_from_the_last_day_not_the_rest_day() -> None:
    asked = run("law_gdpr_dsr", "BE", "2027-01-31 10:00")
    longer = extend(asked, Owner.MARKETPLACE, "many requests", utc("2027-02-10 09:00"))

    assert isinstance(longer, Running)
    assert longer.due_at == utc("2027-04-28 22:00")  # From 28 February, not from 1 March.


def test_a_renewal_is_asked_for_thirty_fourteen_seven_days_and_one_before_the_end() -> None:
    clock = run("ins_renew_prompt", "US", "2027-03-31 12:00")

    assert clock.started_at == utc("2027-03-01 05:00")
    assert [warn.at for warn in warnings(clock)] == [
        utc("2027-03-02 05:00"),
        utc("2027-03-18 04:00"),
        utc("2027-03-25 04:00"),
        utc("2027-03-31 04:00"),
    ]


def test_buyers_of_the_last_six_months_begin_with_the_same_day_or_the_last_of_its_month() -> None:
    clock = run("law_dsa_illegal_lookback", "BE", "2026-08-31 10:00")

    assert clock.started_at == utc("2026-02-27 23:00")  # The first instant of 28 February.


def test_a_status_letter_is_due_again_thirty_days_after_the_last() -> None:
    second = again(run("sla_state_status CA", "US", FRIDAY))
    third = again(second)

    assert [second.due_at, third.due_at] == [utc("2027-01-20 05:00"), utc("2027-02-19 05:00")]
    assert second.started_at == utc("2026-12-21 05:00")
    assert third.remaining(third.started_at) == timedelta(days=30)
