"""Each rule that every page is held to would notice a page that breaks it."""

from __future__ import annotations

import html5lib
import pytest
from flask import Flask

from tests.page_rules import faults_of

GOOD = """<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>Error: Sign in – Site</title></head>
<body><main>
<div class="nhsuk-error-summary"><a href="#email">Enter it</a></div>
<h1>Sign in</h1>
<form method="post" action="/sign-in">
<label for="email">E-mail</label>
<span class="nhsuk-error-message" id="email-error">Enter it</span>
<input class="nhsuk-input--error" id="email" name="email" aria-describedby="email-error">
<fieldset><legend>Colour</legend>
<input type="radio" name="colour" value="1" id="c1"><label for="c1">Red</label>
<input type="radio" name="colour" value="2" id="c2"><label for="c2">Blue</label>
</fieldset>
<button>Go</button>
</form>
<a href="/help">Help</a>
</main></body></html>"""

# What is changed on the good page, into what, and a word of the fault that must be found.
BAD = [
    ("</h1>", "</h2>", "invalid HTML"),
    ("<main>", "<main><table><p>Loose</p></table>", "invalid HTML"),
    (' lang="en-GB"', "", "language"),
    ("<h1>Sign in</h1>", "<p>Sign in</p>", "h1"),
    ("<h1>Sign in</h1>", "<h1>Sign in</h1><h1>Again</h1>", "h1"),
    ("<h1>Sign in</h1>", "<h1>Come in</h1>", "title"),
    ("<title>Error: Sign in – Site</title>", "<title></title>", "title"),
    ("Error: Sign in", "Sign in", "errors, but the title"),
    ('id="c2"', 'id="c1"', "stands 2 times"),
    ('aria-describedby="email-error"', 'aria-describedby="gone"', "'gone', which is not there"),
    ('<label for="email">', '<label for="mail">', "has no label"),
    ('<label for="c2">', '<label for="c1">', "has no label"),
    ("<legend>Colour</legend>", "", "legend"),
    ("fieldset>", "div>", "stand in no fieldset"),
    ('href="#email"', 'href="#c1"', "does not lead to the error"),
    ('<div class="nhsuk-error-summary"><a href="#email">Enter it</a></div>', "", "no error summary"),
    (' aria-describedby="email-error"', "", "no field is described by the error"),
    (' aria-describedby="email-error"', "", "marked as wrong"),
    ("<button>", '<button style="color: red">', "style attribute"),
    ("<button>", '<button onclick="go()">', "onclick"),
    ("</main>", "</main><script>go()</script>", "script in the page"),
    ("<meta", "<style>p {}</style><meta", "style element"),
    ('href="/help"', 'href="/halp"', "no address of this site"),
    ('action="/sign-in"', 'action="/help"', "POST /help is no address"),
    ('href="/help"', 'href="#nowhere"', "#nowhere"),
    ('href="/help"', 'href="javascript:go()"', "refused"),
    ('href="/help"', 'href="/static/gone.css"', "static/gone.css"),
    ('href="/help"', 'href="/multiple-choice"', "sent on"),
    ("<button>Go</button>", "<button></button>", "no words"),
    ("</main>", '<img src="/static/favicon.svg"></main>', "no alt"),
    ("main>", "div>", "main"),
]


def faults(app: Flask, text: str) -> list[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text)
    return faults_of(tree, parser.errors, app, "/sign-in")


def test_a_good_page_passes(app: Flask) -> None:
    assert faults(app, GOOD) == []


@pytest.mark.parametrize(("good", "bad", "word"), BAD, ids=[f"{word} ({bad[:30]})" for _, bad, word in BAD])
def test_a_bad_page_is_found(app: Flask, good: str, bad: str, word: str) -> None:
    assert good in GOOD
    found = faults(app, GOOD.replace(good, bad))
    assert any(word in fault for fault in found), found


def test_what_is_hidden_until_script_shows_it_is_no_error_yet(app: Flask) -> None:
    hidden = '<div hidden><span class="nhsuk-error-message" id="later">Soon</span></div></main>'
    assert faults(app, GOOD.replace("</main>", hidden)) == []
