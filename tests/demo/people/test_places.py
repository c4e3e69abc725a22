"""Invented places: well-formed addresses at which no letter could arrive."""

from __future__ import annotations

import re
from io import BytesIO

from localflavor.gb.forms import GBPostcodeField
from PIL import Image

from cairn.demo.chance import Chance
from cairn.demo.people.photograph import silhouettes
from cairn.demo.people.places import TOWNS, place


def test_postcodes_are_well_formed_and_all_in_area_fe_which_does_not_exist() -> None:
    field = GBPostcodeField()
    for number in range(2_000):
        at = place(Chance("places", number))
        assert field.clean(at.postcode) == at.postcode
        assert re.fullmatch(r"FE\d{1,2} \d[A-Z]{2}", at.postcode)


def test_a_town_and_its_postcodes_agree() -> None:
    for number in range(500):
        at = place(Chance("towns", number))
        town = next(town for town in TOWNS if at.lines.endswith(town))
        assert at.postcode.startswith(f"FE{TOWNS.index(town) + 1} ")


def test_a_silhouette_is_a_small_picture_and_is_drawn_once() -> None:
    pictures = silhouettes()
    assert silhouettes() is pictures
    assert len({picture.sha256 for picture in pictures}) == len(pictures) == 6
    for picture in pictures:
        with Image.open(BytesIO(picture.image)) as opened:
            assert (opened.format, opened.size) == ("PNG", (240, 300))
        assert len(picture.image) < 5_000
