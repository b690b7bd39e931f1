"""The one screen font: Noto Sans Thai, weights 400–700, Latin and Thai, made at set-up into a WOFF2 of about 30 KB."""

from importlib.metadata import distribution
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET = Path(__file__).parent / "static" / "look" / "fonts" / "noto-sans-thai.woff2"
# Latin with its marks, Thai, dashes and quotes, the signs that pages use.
RANGES = [
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0xE01, 0xE3A),
    (0xE3F, 0xE5B),
    (0x200B, 0x200D),
    (0x2010, 0x2026),
    (0x2039, 0x203A),
]
SIGNS = "\N{MINUS SIGN}\N{DOTTED CIRCLE}"


def source() -> Path:
    """The variable font file that the package `fontpkg-noto-sans-thai` installs."""
    files = distribution("fontpkg-noto-sans-thai").files or []
    return Path(str(next(file for file in files if file.suffix == ".ttf").locate()))


def build(*, force: bool = False) -> Path:
    """Make the font unless it is there; returns its path."""
    if force or not TARGET.exists():
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        part = TARGET.with_suffix(".part")
        _two_weights(_subset(TTFont(source()))).save(part)
        part.replace(TARGET)
    return TARGET


def characters() -> set[int]:
    """The code points that the font keeps, as far as the source has them."""
    return {point for first, last in RANGES for point in range(first, last + 1)} | {ord(sign) for sign in SIGNS}


def _two_weights(font: TTFont) -> TTFont:
    narrowed = instancer.instantiateVariableFont(font, {"wdth": 100, "wght": (400, 700)})
    narrowed.flavor = "woff2"
    return narrowed


def _subset(font: TTFont) -> TTFont:
    options = subset.Options(layout_features=["*"], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 13, 14])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    return font
