"""
How an offence is written: what a text says of Act, section, subsections, and of an attempt and the like.

"Sexual Offences Act 2003, s.9(1) and (2) (attempted)", "section 9 of the SOA 2003" and "rape, contrary to s.1
SOA 2003" are read alike. What is read is exactly what was written: nothing near it is put in its place, and what
cannot be read whole is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from cairn.law import acts
from cairn.law.acts import Act, clean, find_acts

# Longer than any offence in any statute book; what is longer is prose.
_LONGEST = 400
# "s. 9", "s .9", "s:9", "s-9", "section no. 9".
_UNIT = r"(?:sections?|sects?|secs?|ss|s|§§?|articles?|arts?)(?![a-z])(?:\s?[.:,-])?(?:\s?no\b\.?)?"
_CHAIN = r"(?:\s?\((?:\d{1,2}[a-z]{0,2}|z?[a-z]|[ivx]{1,4})\))+"
_JOIN = r"\s?(?:,\s?and\b|,|\band\b|&|\bor\b|/|\+)\s?"
_COUNTS = r"\s?(?:x\b|counts?|offences?|charges?|times|occasions?|days?|weeks?|months?|years?|complainants?|victims?)"
# "15 A" is 15A where nothing follows that the letter could begin.
_FIRST = r"0*[1-9]\d{0,2}(?:[a-z]{1,2}(?![a-z])|[ -][a-z](?=\s?(?:$|[,;()\x01])))?(?![\da-z])"
# After a comma it may count something: "s.9, 3 counts". After "section" it counts nothing: "s.9 x 3".
_NUMBER = rf"{_FIRST}(?!{_COUNTS})"
_CHAINS = rf"(?:{_CHAIN}(?:{_JOIN}{_CHAIN})*)?"
_NEXT = rf"(?:{_UNIT}\s?{_FIRST}|{_NUMBER}){_CHAINS}"
_SECTIONS = re.compile(
    rf"(?<![a-z0-9'])(?P<unit>{_UNIT})\s?(?P<items>{_FIRST}{_CHAINS}(?:{_JOIN}(?:read with\s)?{_NEXT})*)"
    rf"(?P<range>\s?(?:-|to\b)\s?(?=\((?:\d|[a-z]\))|\d{{1,3}}[a-z]{{0,2}}(?![\da-z])(?!{_COUNTS})))?"
)
_PART = re.compile(r"(?<![a-z])(?:part|pt\.?)\s?(?P<number>\d{1,2}[a-z]?)\b")
_ONE = re.compile(rf"(?P<number>{_FIRST})(?P<chains>{_CHAINS})")
_ONE_CHAIN = re.compile(_CHAIN)
_SUBSECTION = re.compile(r",?\s?\b(?:sub-?\s?(?:sections?|s{1,2})|paras?|paragraphs?)\.?\s?(?=\()")
_COMMON_LAW = re.compile(
    r"\(?\b(?:at )?(?:(?P<place>scots|scottish|northern ireland|ni) )?common law\b(?: offence)?(?: of)?\)?"
)
_COMMON_LAWS = {
    None: "Common law",
    "scots": "Scots common law",
    "scottish": "Scots common law",
    "northern ireland": "Northern Ireland common law",
    "ni": "Northern Ireland common law",
}
_AND = r"(?:,? ?(?:and|or|&|/)? ?{}\w*)?"
_ABETTING = f"{_AND.format('abet')}{_AND.format('counsel')}{_AND.format('procur')}"
_COMMIT = r"(?: to(?: commit)?)?"
_VERBS = {
    "attempt": rf"attempt(?:s|ed|ing)?\b{_COMMIT}",
    "conspiracy": rf"conspir(?:acy|acies|ed|ing)\b{_COMMIT}",
    "incitement": r"incite(?:ment|d|s)?\b(?: to| of)?(?: commit)?|inciting (?:the commission of|another to)",
    "encouraging or assisting": r"encourag(?:ing|ed|ement) ?(?:or|and|/) ?assist\w*(?: the commission of)?",
    "aiding": rf"aid(?:ing|ed|er)?\b{_ABETTING}|secondary party|accessory",
    "abetting": r"abet(?:s|ting|ted|tor)?\b",
    "counselling": r"counsell(?:ing|ed)\b",
}
# Words alone in brackets, which before an offence would be its own: "procuring a woman", "encouraging prostitution".
_BRACKETED = ("procuring", "encouraging", "assisting", "inciting", "threat", "threatening")
_BY_BRACKET = {"inciting": "incitement"}
_VERB = re.compile("|".join(f"(?P<v{place}>{pattern})" for place, pattern in enumerate(_VERBS.values())))
_BRACKET = re.compile(rf"\((?P<word>{'|'.join(_BRACKETED)})(?: to commit)?\)")
_NOT_MEANT = frozenset(
    "contrary to under of the a an offence offences in contravention by virtue and with at read as act order "
    "s ss section sections commission committing commit on for person".split()
)
_WORD = re.compile(r"[a-z0-9][a-z0-9'.]*")
_FORM = re.compile(r"^(?P<base>.*?)(?P<sub>(?:\([0-9a-z]{1,4}\))*)$")


class Provision(msgspec.Struct, frozen=True):
    """
    A section or article, "" where the offence is at common law.

    Parameters
        section: as "s.66B", "art.5" or "Part 2".
        chains: its subsections as written: "(1)(a)", "(2)"; none where none were given.
    """

    act: Act
    section: str
    chains: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """Act and section, as "SOA 2003 s.66B"."""
        return f"{self.act.name} {self.section}".rstrip()

    @property
    def written(self) -> str:
        """As this project writes it: "SOA 2003 s.9(1) and (2)"."""
        *before, last = self.chains or ("",)
        return f"{self.base}{', '.join(before)}{' and ' if before else ''}{last}"


class Reference(msgspec.Struct, frozen=True):
    """
    What a text says.

    Parameters
        provisions: what may be the offence; an Act of attempts, or of the armed forces, beside another is not.
        verb: of an attempt and the like.
        words: what else stands there, without the small words.
    """

    provisions: tuple[Provision, ...]
    verb: str = ""
    words: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """One form to compare by; the same however it was written."""
        provisions = " ".join(one.written.lower() for one in self.provisions)
        words = f" {' '.join(self.words)}" if self.words else ""
        return f"{provisions}{words}{f' ({self.verb})' if self.verb else ''}"


@lru_cache(maxsize=4096)
def parse(written: str) -> Reference | None:
    """
    What a text says of Act and section, or of an offence at common law; None where it cannot be read.

    Not read: words alone; an Act without a section; a title or a year that may be a slip; an Act of attempts, of
    conspiracy or of the armed forces that names no other offence.
    """
    if len(written) > _LONGEST:
        return None
    text = _SUBSECTION.sub("", clean(written))
    mentions = find_acts(text)
    if any(one.act is None for one in mentions):
        return None
    found: list[Act] = []
    for one in reversed(mentions):
        if one.act is not None:
            found.insert(0, one.act)
            text = f"{text[: one.start]}\x01{text[one.end :]}"
    provisions, rest = _provisions(text, found)
    if provisions is None:
        return None
    return _reference(provisions, rest)


def _reference(provisions: tuple[Provision, ...], rest: str) -> Reference | None:
    common = list(_COMMON_LAW.finditer(rest))
    rest = _COMMON_LAW.sub(" ", rest)
    verb, rest = _verb(rest)
    carried = [_CARRIERS[one.base.lower()] for one in provisions if one.base.lower() in _CARRIERS]
    meant = tuple(one for one in provisions if one.base.lower() not in _CARRIERS)
    verb = verb or next(filter(None, carried), "")
    words = _words(rest)
    if common and not meant and words:
        place = next((one["place"] for one in common if one["place"]), None)
        meant = (Provision(Act(_COMMON_LAWS[place]), ""),)
    return Reference(tuple(dict.fromkeys(meant)), verb, words) if meant else None


def _provisions(text: str, found: list[Act]) -> tuple[tuple[Provision, ...] | None, str]:
    """The provisions of a text in which each Act is a mark, and what else stands in it; None: not to be read."""
    marks: list[tuple[int, Act | re.Match[str]]] = [
        (match.start(), act) for match, act in zip(re.finditer("\x01", text), found, strict=True)
    ]
    sections = list(_SECTIONS.finditer(text))
    pattern = _SECTIONS if sections else _PART
    sections = sections or list(_PART.finditer(text))
    marks += [(match.start(), match) for match in sections]
    rest = pattern.sub(" ", text).replace("\x01", " ")
    if not found:
        return (None if sections else ()), rest
    if not sections:
        return (() if _COMMON_LAW.search(rest) else None), rest
    marks.sort(key=lambda mark: mark[0])
    if _of_another_act(text, [mark for _, mark in marks]):
        return None, rest
    before = not isinstance(marks[0][1], Act)
    ordered = [mark for _, mark in marks]
    provisions: list[Provision] = []
    for act, matches in _grouped(ordered, before=before):
        if not matches:
            if act.name.lower() not in _CARRIERS:
                return None, rest
            provisions.append(Provision(act, ""))
        for match in matches:
            if match.re is _PART:
                provisions.append(Provision(act, f"Part {match['number'].upper()}"))
                continue
            items = tuple(_items(act, match))
            if match["range"] and not match["items"].endswith(")"):
                return None, rest
            provisions += items
    return tuple(provisions), rest


def _of_another_act(text: str, marks: list[Act | re.Match[str]]) -> bool:
    """
    Whether a section stands before an Act that has its own section behind it, with an offence's name between.

    "Sexual activity s.9 and indecent images PCA 1978 s.1": section 9 is of an Act that is not named.
    """
    for first, act, last in zip(marks, marks[1:], marks[2:], strict=False):
        if isinstance(first, Act) or not isinstance(act, Act) or isinstance(last, Act):
            continue
        place = text.index("\x01", first.end())
        directly = not text[place + 1 : last.start()].strip(" ,.:;-(")
        if directly and _words(text[first.end() : place]) and not _same(first, last):
            return True
    return False


def _same(one: re.Match[str], other: re.Match[str]) -> bool:
    numbers = (_ONE.search(each["items"]) if each.re is _SECTIONS else None for each in (one, other))
    first, second = (number["number"] if number else "" for number in numbers)
    return first == second


def _grouped(marks: list[Act | re.Match[str]], *, before: bool) -> Iterator[tuple[Act, list[re.Match[str]]]]:
    """Each Act with its sections, which stand all before their Acts or all after them."""
    groups: list[tuple[Act, list[re.Match[str]]]] = []
    waiting: list[re.Match[str]] = []
    for mark in marks:
        if isinstance(mark, Act):
            groups.append((mark, waiting if before else []))
            waiting = []
        elif before:
            waiting.append(mark)
        else:
            groups[-1][1].append(mark)
    if waiting:  # sections after the last Act, though the others stood before
        groups[-1][1].extend(waiting)
    yield from groups


def _items(act: Act, match: re.Match[str]) -> Iterator[Provision]:
    for item in _ONE.finditer(match["items"]):
        number = re.sub(r"[ -]", "", item["number"]).upper().lstrip("0")
        chains = tuple(_subsection(chain[0]) for chain in _ONE_CHAIN.finditer(item["chains"] or ""))
        if match["range"] and item.end() == len(match["items"]):
            chains = ()  # "(1) to (3)": which of them is not said
        yield Provision(act, f"{'art.' if act.order else 's.'}{number}", chains)


def _subsection(chain: str) -> str:
    """As printed: the letter of a number is a capital."""
    return re.sub(r"\d+[a-z]+", lambda found: found[0].upper(), chain.replace(" ", ""))


def _verb(rest: str) -> tuple[str, str]:
    """The verb of an attempt and the like, in brackets or where the words begin; and the other words."""
    bracket = _BRACKET.search(rest)
    if bracket is not None:
        word = bracket["word"]
        return _BY_BRACKET.get(word, word), f"{rest[: bracket.start()]} {rest[bracket.end() :]}"
    for start in _beginnings(rest):
        match = _VERB.match(rest, start)
        if match is not None:
            verb = next(verb for place, verb in enumerate(_VERBS) if match[f"v{place}"] is not None)
            return verb, f"{rest[:start]} {rest[match.end() :]}"
    return "", rest


def _beginnings(rest: str) -> Iterator[int]:
    """Where words begin: at the start, after a bracket or a stop, and after two blanks, where a reference was."""
    for match in re.finditer(r"(?:^|[(\[,;:]|- |\s\s)[\s(]*(?:the |an? )?(?:offence of )?", rest):
        yield match.end()


def _words(rest: str) -> tuple[str, ...]:
    return tuple(
        word for found in _WORD.finditer(rest) if (word := found[0].strip(".'")) and word not in _NOT_MEANT
    )


def _carriers() -> dict[str, str]:
    carriers = {}
    for row in acts.CARRIERS:
        text = clean(row.provision)
        (mention,) = find_acts(text)
        assert mention.act is not None  # noqa: S101  a row of the file that names no Act
        match = _SECTIONS.search(text, mention.end)
        assert match is not None  # noqa: S101
        carriers[next(_items(mention.act, match)).base.lower()] = row.verb
        carriers[mention.act.name.lower()] = row.verb  # beside another offence its section need not be given
    return carriers


_CARRIERS = _carriers()
# Their verbs are read as of anything else: "conspiracy to defraud".
_UNLISTED = frozenset(_words(_verb(one)[1]) for one in acts.UNLISTED_AT_COMMON_LAW)


def normal(written: str) -> str:
    """The reference in the form to compare by: "soa 2003 s.9" of "Sexual Offences Act 2003 section 9"."""
    found = parse(written)
    return found.key if found is not None else tidy(written)


def split_verb(written: str) -> tuple[str, str]:
    """The verb of an attempt and the like that words begin with or have in brackets, and the other words."""
    verb, rest = _verb(clean(written))
    return verb, " ".join(rest.split())


@lru_cache(maxsize=4096)
def tidy(written: str) -> str:
    """A text in small letters, its Acts and sections as this project writes them, all in their places."""
    text = clean(written)[:_LONGEST]
    for one in reversed(find_acts(text)):
        if one.act is not None:
            text = f"{text[: one.start]}{one.act.name.lower()}{text[one.end :]}"
    text = text.replace("sexual offences act", "soa")
    return re.sub(r"(?<![a-z0-9'])(?:sections?|sects?|secs?|ss|s)(?![a-z])\.?\s?(?=\d)", "s.", text)


def is_certain(found: Reference) -> bool:
    """Whether every provision is one that a list either has or has not: a section, or a known offence at common law."""
    return all(
        one.section.startswith(("s.", "art.")) or (not one.section and found.words in _UNLISTED)
        for one in found.provisions
    )


@lru_cache(maxsize=4096)
def among(reference: str, offences: frozenset[str]) -> bool:
    """Whether an offence, or an inchoate form of it, is one of some that are written in the form to compare by."""
    return any(form in offences for form in forms(reference)[0])


def forms(reference: str) -> tuple[tuple[str, ...], str]:
    """
    What an offence may be listed as, the narrowest first, and the verb of an inchoate form.

    "soa 2003 s.66b(3) (attempt)" may be listed as s.66B(3) or as s.66B; the verb is "attempt".
    """
    found = parse(reference)
    if found is None:
        return (tidy(reference),), ""
    return tuple(
        dict.fromkeys(form for one in found.provisions for form in _forms(one, found.words))
    ), found.verb


def _forms(provision: Provision, words: tuple[str, ...]) -> Iterator[str]:
    if not provision.section:
        yield f"{provision.base.lower()} {' '.join(words)}"
        return
    for chain in provision.chains or ("",):
        for part in narrower(chain):
            yield f"{provision.base}{part}".lower()


def narrower(chain: str) -> Iterator[str]:
    """The chain, without its last part, and so on to nothing: "(1)(a)", "(1)", ""."""
    parts = re.findall(r"\([^)]*\)", chain)
    for length in range(len(parts), -1, -1):
        yield "".join(parts[:length])
