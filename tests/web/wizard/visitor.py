"""Somebody at a browser without script: reads the page's form, types, ticks, presses. Counts the presses."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client


@dataclass
class Form:
    action: str
    values: list[tuple[str, str]] = field(default_factory=list)
    choices: list[tuple[str, str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    autosave: str = ""


class _Reader(HTMLParser):
    """The forms of the page's main part."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.area = self.select = ""
        self.button: tuple[str, str] | None = None
        self.text = ""
        self.main = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "main":
            self.main = True
        elif tag == "form" and self.main:
            self.form = Form(given.get("action", ""), autosave=given.get("data-autosave", ""))
            self.forms.append(self.form)
        elif self.form is not None:
            self._inside(tag, given)

    def _inside(self, tag: str, given: dict[str, str]) -> None:
        assert self.form
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "input" and kind in {"radio", "checkbox"}:
            self.form.choices.append((name, given["value"], kind))
            if "checked" in given:
                self.form.values.append((name, given["value"]))
        elif tag == "input":
            self.form.values.append((name, given.get("value", "")))
        elif tag == "textarea":
            self.area, self.text = name, ""
        elif tag == "select":
            self.select = name
            self.form.values.append((name, ""))
        elif tag == "option" and self.select:
            self.form.choices.append((self.select, given.get("value", ""), "option"))
            if "selected" in given:
                self.form.values[-1] = (self.select, given.get("value", ""))
        elif tag == "button":
            self.button, self.text = (name, given.get("value", "")), ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.main = False
        elif tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea" and self.form:
            self.form.values.append((self.area, self.text.removeprefix("\n")))
        elif tag == "button" and self.form and self.button:
            self.form.buttons.append((" ".join(self.text.split()), *self.button))
            self.button = None


class Visitor:
    """One person at one browser."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.presses = 0
        self.url = self.html = ""
        self.status = 0
        self.form: Form | None = None

    def go(self, url: str) -> Visitor:
        self._arrive(self.client.get(url, follow=True))
        return self

    def _arrive(self, response) -> None:
        chain = getattr(response, "redirect_chain", [])
        self.url = chain[-1][0] if chain else response.request["PATH_INFO"]
        self.status, self.html = response.status_code, response.content.decode()
        forms = _Reader(self.html).forms
        self.form = next((form for form in forms if form.autosave), forms[0] if forms else None)

    def type(self, **words: str) -> Visitor:
        """Words into boxes; `__` in a name stands for a dash."""
        for name, value in words.items():
            place = name.replace("__", "-")
            names = [box for box, _ in self.form.values]
            assert place in names, f"no box {place} among {names}"
            self.form.values[names.index(place)] = (place, value)
        return self

    def type_day(self, name: str, day: str) -> Visitor:
        parts = zip(("day", "month", "year"), day.split(), strict=True)
        return self.type(**{f"{name}__{part}": value for part, value in parts})

    def choose(self, name: str, value: str) -> Visitor:
        """Press a radio, tick a checkbox or pick from a list."""
        kinds = {kind for box, each, kind in self.form.choices if (box, each) == (name, value)}
        assert kinds, f"no choice {name}={value} among {self.form.choices}"
        if "checkbox" not in kinds:
            self.form.values = [pair for pair in self.form.values if pair[0] != name]
        self.form.values.append((name, value))
        self.presses += 1
        return self

    def sent(self, button: str) -> dict[str, list[str]]:
        names = {label: (name, value) for label, name, value in self.form.buttons}
        assert button in names, f"no button {button} among {list(names)}"
        data: dict[str, list[str]] = {}
        for name, value in [*self.form.values, names[button]]:
            if name:
                data.setdefault(name, []).append(value)
        return data

    def press(self, button: str = "Continue") -> Visitor:
        self.presses += 1
        self._arrive(self.client.post(self.form.action or self.url, self.sent(button), follow=True))
        return self
