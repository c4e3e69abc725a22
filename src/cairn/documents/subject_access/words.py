"""What the letter says for each outcome and each ground: plain words, with the provision."""

from __future__ import annotations

from cairn.record.subject_access.models import Ground, Outcome

OPENING: dict[str, tuple[str, ...]] = {
    Outcome.FULL: (
        (
            "You asked for access to the personal data that we hold about you. What we are required to give you "
            "is set out below."
        ),
    ),
    Outcome.PART: (
        (
            "You asked for access to the personal data that we hold about you. What we are required to give you "
            "is set out below. Some of it is withheld. Each place says so, with the reason."
        ),
    ),
    Outcome.RESTRICTED: (
        (
            "You asked for access to the personal data that we hold about you. We have restricted your right of "
            "access, as section 45(4) of the Data Protection Act 2018 allows where that is necessary and "
            "proportionate."
        ),
    ),
    Outcome.UNFOUNDED: (
        (
            "You asked for access to the personal data that we hold about you. We have refused to act on this "
            "request, because we consider it manifestly unfounded or excessive (section 53 of the Data "
            "Protection Act 2018). If that is challenged, it is for us to show it."
        ),
    ),
    Outcome.NEITHER: (
        (
            "You asked for access to personal data about you. We neither confirm nor deny that we process any, "
            "and nothing in this letter should be read as saying that we do or do not (section 45(4) to (6) of "
            "the Data Protection Act 2018)."
        ),
    ),
    Outcome.NOT_PURSUED: (
        (
            "You asked for access to the personal data that we hold about you, and have not pursued the request. "
            "We have closed it. You may ask again at any time."
        ),
    ),
}

REASONS: dict[str, str] = {
    Ground.INQUIRY: (
        "giving it would obstruct an official or legal inquiry, investigation or procedure (section 45(4)(a))"
    ),
    Ground.CRIME: (
        "giving it would prejudice the prevention, detection, investigation or prosecution of criminal "
        "offences, or the execution of criminal penalties (section 45(4)(b))"
    ),
    Ground.PUBLIC_SECURITY: "withholding it protects public security (section 45(4)(c))",
    Ground.NATIONAL_SECURITY: "withholding it protects national security (section 45(4)(d))",
    Ground.OTHERS: (
        "it is information about other people, whose rights and freedoms we must protect (section 45(4)(e))"
    ),
    Ground.PRIVILEGE: "it is protected by legal professional privilege (section 45A)",
}

# What stands in the place of something withheld.
PLACEHOLDER: dict[str, str] = {
    Ground.INQUIRY: "[withheld: inquiry or procedure]",
    Ground.CRIME: "[withheld: prevention or detection of crime]",
    Ground.PUBLIC_SECURITY: "[withheld: public security]",
    Ground.NATIONAL_SECURITY: "[withheld: national security]",
    Ground.OTHERS: "[withheld: third-party information]",
    Ground.PRIVILEGE: "[withheld: legal privilege]",
}

_LISTED = "Those listed under “Who has received your data”."
_NOBODY = "There is nobody whom we are required to name."

# Section 45(2), for answers that give access.
_INFORMATION: tuple[tuple[str, str], ...] = (
    (
        "Why we process it",
        (
            "To manage people subject to notification requirements and to protect the public: law enforcement "
            "purposes (section 31), on the basis of law, in particular Part 2 of the Sexual Offences Act 2003 "
            "and sections 325 to 327B of the Criminal Justice Act 2003."
        ),
    ),
    (
        "What kinds of data",
        (
            "Identity, addresses, convictions and orders, notifications, journeys, visits, assessments and plans: "
            "the headings below."
        ),
    ),
    ("Who has received it", _LISTED),
    (
        "How long it is kept",
        (
            "While you are registered or an order runs. After that the need to keep it is reviewed, as section "
            "39(2) requires, under the national guidance on review, retention and disposal."
        ),
    ),
    ("Where it comes from", "From you, from courts, and from agencies that work with us."),
    (
        "Your other rights",
        (
            "You may ask us to correct data that is wrong (section 46), and to erase data or restrict its use in "
            "the cases of section 47."
        ),
    ),
)


def information(*, names_recipients: bool) -> tuple[tuple[str, str], ...]:
    """What the law wants said of the data; whether a list of recipients follows."""
    if names_recipients:
        return _INFORMATION
    return tuple((what, _NOBODY if said == _LISTED else said) for what, said in _INFORMATION)


RIGHTS: tuple[str, ...] = (
    "You may complain to us. Write to the address from which this letter came.",
    (
        "You may ask the Information Commissioner to check that a restriction of your rights is lawful "
        "(section 51 of the Data Protection Act 2018)."
    ),
    (
        "You may complain to the Information Commissioner: ico.org.uk/make-a-complaint, or Wycliffe House, "
        "Water Lane, Wilmslow, Cheshire SK9 5AF."
    ),
    "You may apply to a court for an order that we comply (section 167).",
)
