"""Components with a slot: what stands between the two tags is framed by the template of that name.

Components without a slot are plain includes. Both have closed inputs, named in the template's first
line: `{% table caption=_("The money") %}<thead>...</tbody>{% endtable %}`.
"""

from collections.abc import Mapping
from datetime import datetime

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

from makewhole.core.kernel.money import Money
from makewhole.surfaces.shared.claim_parts import Turn
from makewhole.surfaces.shared.frame import Frame
from makewhole.surfaces.shared.wording.turns import Reader

register = template.Library()


def _framed(name: str, inputs: Mapping[str, object]) -> SafeString:
    return SafeString(get_template(f"components/{name}.html").render(dict(inputs)))


@register.simple_block_tag
def section(
    content: str, heading: str, *, note: str = "", anchor: str = "", tone: str = ""
) -> SafeString:
    inputs = {
        "content": content,
        "heading": heading,
        "note": note,
        "anchor": anchor,
        "tone": tone,
    }
    return _framed("section", inputs)


@register.simple_block_tag
def table(content: str, caption: str, *, kind: str = "", hide_caption: bool = False) -> SafeString:
    inputs = {
        "content": content,
        "caption": caption,
        "kind": kind,
        "hide_caption": hide_caption,
    }
    return _framed("table", inputs)


@register.simple_block_tag
def pairs(content: str, *, kind: str = "") -> SafeString:
    return _framed("pairs", {"content": content, "kind": kind})


@register.simple_block_tag
def pair(content: str, name: str, *, is_sum: bool = False) -> SafeString:
    return _framed("pair", {"content": content, "name": name, "is_sum": is_sum})


@register.simple_block_tag
def notice(content: str, title: str, *, tone: str = "info", role: str = "") -> SafeString:
    inputs = {"content": content, "title": title, "tone": tone, "role": role}
    return _framed("notice", inputs)


@register.simple_block_tag
def finding(content: str, verdict: str, *, kind: str) -> SafeString:
    return _framed("finding", {"content": content, "verdict": verdict, "kind": kind})


@register.simple_block_tag
def statement(content: str, *, kind: str = "") -> SafeString:
    return _framed("statement", {"content": content, "kind": kind})


@register.simple_block_tag
def next_step(
    content: str,
    turn: Turn,
    reader: Reader,
    now: datetime,
    *,
    anything_paid: bool = False,
    at_stake: Money | None = None,
) -> SafeString:
    inputs = {
        "content": SafeString(content.strip()),
        "turn": turn,
        "reader": reader,
        "now": now,
        "anything_paid": anything_paid,
        "at_stake": at_stake,
    }
    return _framed("next_step", inputs)


@register.simple_block_tag(takes_context=True)
def masthead(
    context: Context, content: str, frame: Frame | None, *, home: str, audience: str = ""
) -> SafeString:
    inputs = {
        "content": SafeString(content.strip()),
        "frame": frame,
        "home": home,
        "audience": audience,
        "csrf_token": context.get("csrf_token", ""),
    }
    return _framed("masthead", inputs)
