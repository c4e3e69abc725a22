"""
The synthetic register: invented people with plausible histories. The command line alone imports it.

    chance.py     seeded draws          agencies.py   who signs in
    people/       who they are          lives/        what happened to them, one subject a module
    load.py       into the database     mark.py       the sign that keeps synthetic and real apart
    past.py       a dated history       scenes.py     what people do to each other; cast.py: which people
"""
