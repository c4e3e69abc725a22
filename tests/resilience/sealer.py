"""Seal the ledger without pause until killed: a worker that has nothing else to do."""

from __future__ import annotations

import time

import django

django.setup()

from cairn.ledger.log.publishing import seal_and_publish  # noqa: E402  the rooms must be loaded first

while True:
    seal_and_publish()
    time.sleep(0.02)
