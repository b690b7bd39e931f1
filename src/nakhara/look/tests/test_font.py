"""The faces keep every Thai mark where it belongs."""

import subprocess

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from nakhara.look import fonts

WORDS = "ที่ ท้องถิ่น ครั้ง ผู้ ญู ฏู น้ำ ปั๊ม กตัญญู"
MARKS = [chr(point) for point in [0xE31, *range(0xE34, 0xE3B), *range(0xE47, 0xE4F)]]


@pytest.fixture(scope="module", params=[path.name for path in fonts.SOURCES])
def font(request):
    fonts.build()
    return TTFont(fonts.FOLDER / request.param)


@pytest.fixture(scope="module")
def screen():
    fonts.build()
    return TTFont(fonts.SCREEN)


def features(font, table):
    return {record.FeatureTag for record in font[table].table.FeatureList.FeatureRecord}


def test_every_character_of_the_hard_words_and_of_thai_is_there(font):
    thai = {chr(point) for point in [*range(0xE01, 0xE3B), *range(0xE3F, 0xE5C)]}
    assert {character for character in thai | set(WORDS) if ord(character) not in font.getBestCmap()} == set()


def test_latin_digits_and_the_signs_of_the_pages_are_there(font):
    wanted = "abcXYZ0189 –—‘’“”…×%()/:›‹·฿−"
    assert [sign for sign in wanted if ord(sign) not in font.getBestCmap()] == []


def test_the_features_that_place_marks_are_kept(font):
    assert features(font, "GPOS") >= {"mark", "mkmk", "kern"}
    assert "ccmp" in features(font, "GSUB")


def test_no_mark_is_without_ink(font):
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    for mark in MARKS:
        pen = BoundsPen(glyphs)
        glyphs[names[ord(mark)]].draw(pen)
        assert pen.bounds is not None, mark


def test_marks_have_places_to_stand_on_every_consonant(font):
    """ที่ loses its mai ek in faces whose upper vowels carry no anchor; ours carries one for each."""
    names = font.getBestCmap()
    stacked, based = set(), set()
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for part in lookup.SubTable:
            part = getattr(part, "ExtSubTable", part)
            if part.LookupType == 6:
                stacked |= set(part.Mark2Coverage.glyphs)
            if part.LookupType == 4:
                based |= set(part.BaseCoverage.glyphs)
    assert {names[ord(vowel)] for vowel in "ิีึืั"} <= stacked
    assert {names[ord(consonant)] for consonant in "กขคทปผฝฟนญฏ"} <= based


def test_the_screen_face_has_two_weights_in_about_thirty_kilobytes(screen):
    (axis,) = screen["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 700)
    assert fonts.SCREEN.stat().st_size < 32_000
    assert screen.flavor == "woff2"


def test_building_again_keeps_the_files_unless_forced_and_then_gives_the_same_bytes():
    times = [path.stat().st_mtime_ns for path in fonts.build()]
    first = [path.read_bytes() for path in fonts.SOURCES]
    assert [path.stat().st_mtime_ns for path in fonts.build()] == times
    fonts.build(force=True)
    assert all(path.stat().st_mtime_ns > then for path, then in zip(fonts.SOURCES, times, strict=True))
    assert [path.read_bytes() for path in fonts.SOURCES] == first


def test_the_faces_are_not_in_the_repository():
    ignored = subprocess.run(["git", "check-ignore", "-q", str(fonts.SCREEN)], cwd=fonts.FOLDER, check=False)
    assert ignored.returncode == 0
