"""What a designation looks like outside: its record as JSON, its certificate as a PDF."""

from nakhara.stages.designation.formats.faces import FONTS

__all__ = ["FONTS"]
