"""
What happened to one invented person, one subject a module, put together by `whole.py`.

    traits.py       what sort of life       offences.py     which offence, which sentence
    sentences.py    convictions, custody    homes.py        addresses, stays and journeys
    attendances.py  what they notified      casework.py     officers, risk levels and visits
    plans.py        levels, plans, partners person.py       names, numbers, accounts
"""
