"""The faces that pages are set in, made at set-up from installed packages into small WOFF2 files.

Noto Sans Thai for screens, weights 400–700 in one file of about 30 KB; Sarabun, regular and bold, for documents on
screen (its size is set down in paper.css: its letters are taller than those of the regulation's face).
"""

from importlib.metadata import distribution
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FOLDER = Path(__file__).parent / "static" / "look" / "fonts"
SCREEN = FOLDER / "noto-sans-thai.woff2"
# What is made: the package and the file in it that it comes from.
SOURCES = {
    SCREEN: ("fontpkg-noto-sans-thai", "NotoSansThai[wdth,wght].ttf"),
    FOLDER / "sarabun-400.woff2": ("fontpkg-sarabun", "Sarabun-Regular.ttf"),
    FOLDER / "sarabun-700.woff2": ("fontpkg-sarabun", "Sarabun-Bold.ttf"),
}
# Latin with its marks, Thai, dashes and quotes, the signs that pages use.
RANGES = [(0x20, 0x7E), (0xA0, 0xFF), (0xE01, 0xE3A), (0xE3F, 0xE5B), (0x200B, 0x200D), (0x2010, 0x2026)]
SIGNS = "‹›\N{MINUS SIGN}\N{DOTTED CIRCLE}"


def build(*, force: bool = False) -> list[Path]:
    """Make the faces that are not there yet, or all; returns their paths."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for target, (package, name) in SOURCES.items():
        if force or not target.exists():
            _make(target, source(package, name))
    return list(SOURCES)


def source(package: str, name: str) -> Path:
    """A font file that an installed package brings."""
    files = distribution(package).files or []
    return Path(str(next(file for file in files if file.name == name).locate()))


def characters() -> set[int]:
    """The code points that a face keeps, as far as its source has them."""
    return {point for first, last in RANGES for point in range(first, last + 1)} | {ord(sign) for sign in SIGNS}


def _make(target: Path, origin: Path) -> None:
    part = target.with_suffix(".part")
    font = _subset(TTFont(origin, recalcTimestamp=False))
    if "fvar" in font:
        font = instancer.instantiateVariableFont(font, {"wdth": 100, "wght": (400, 700)})
    font.flavor = "woff2"
    font.save(part)
    part.replace(target)


def _subset(font: TTFont) -> TTFont:
    options = subset.Options(layout_features=["*"], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 13, 14])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    return font
