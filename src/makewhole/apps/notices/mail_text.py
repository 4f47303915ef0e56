"""A notice as the text of a mail, plain and as simple HTML: the same words in both."""

from html import escape

from django.utils.translation import gettext as _

from makewhole.apps.notices.wording import enclosed_words


def compose(
    *,
    name: str,
    subject: str,
    text: str,
    enclosed: str | None,
    sender: str,
    link: str,
    contact: str,
    language: str,
) -> tuple[str, str]:
    """Answer the plain text and the HTML of a mail in the active language.

    `name` may be empty: nobody told us. So may `link`: no public address is set up; and `contact`:
    nobody reads what is answered. `enclosed` is read below `text`; None: it was erased.
    """
    greeting = _("Dear {name},").format(name=name) if name else _("Hello,")
    below = enclosed_words(enclosed)
    signed = _("{marketplace}, order guarantee").format(marketplace=sender)
    way_on = _("Everything about this claim, and what you can do:")
    notes = (
        _("This notice stands in your inbox, too, and can be printed there as a letter."),
        _("To write to us, answer this mail and leave its subject as it is.")
        if contact
        else _("Please act on the page of the claim: answers to this mail are not read."),
    )
    said = [greeting, *text.split("\n\n"), *([below] if below else [])]
    plain = [*said, *([f"{way_on}\n{link}"] if link else []), signed, "-- "]
    body = "\n\n".join(plain) + "\n" + "\n".join(notes) + "\n"
    button = (
        f'<p>{escape(way_on)}<br><a href="{escape(link)}">{escape(link)}</a></p>' if link else ""
    )
    small = "<br>".join(escape(note) for note in notes)
    html = (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(subject)}</title></head>"
        '<body style="font:16px/1.5 Georgia,serif;color:#1c1c1a;max-width:36em;margin:1.5em">'
        f'<h1 style="font-size:1.3em;line-height:1.3">{escape(subject)}</h1>'
        f"{''.join(_paragraph(each) for each in said)}{button}<p>{escape(signed)}</p>"
        f'<hr><p style="font-size:.85em;color:#555">{small}</p></body></html>\n'
    )
    return body, html


def _paragraph(text: str) -> str:
    """Write a text that is never read as markup; what was typed in lines stays in lines."""
    return f"<p>{'<br>'.join(escape(text).splitlines())}</p>"
