"""
Section 82 of the Sexual Offences Act 2003 as an OpenFisca model: a second opinion on Cairn's own.

It is written from the statute, with numpy's dates, and shares no code with Cairn. OpenFisca is under
the AGPL, so it is never a part of Cairn nor of its tests: it has its own lock file
(requirements/bench.txt) and its own environment (.venv-bench), and it runs as a process of its own,
`python -m openfisca_s82`, JSON in and JSON out.
"""
