"""How somebody wants pages to look."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import RadioField

from app.accounts.forms.fields import options
from app.people import Display


class DisplayForm(FlaskForm):  # type: ignore[misc]
    """Text size, colours and the timer. The values are those the stylesheet knows."""

    text_size = RadioField(
        "Text size",
        choices=options(("standard", "Standard"), ("large", "Large"), ("largest", "Largest")),
    )
    colours = RadioField(
        "Colours",
        choices=options(
            ("standard", "Dark text on white"),
            ("cream", "Dark text on cream"),
            ("dark", "Light text on dark"),
        ),
    )
    timer = RadioField(
        "Timer in a mock",
        choices=options(("shown", "Show the time left"), ("hidden", "Hide it until I ask")),
        description="The time runs either way. You can change this during a mock too.",
    )

    @property
    def display(self) -> Display:
        """What was chosen."""
        return Display(self.text_size.data, self.colours.data, self.timer.data)
