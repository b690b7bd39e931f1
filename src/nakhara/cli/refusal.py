"""A start that is refused: one clear line in both languages, and exit status 2."""

import sys


class Refusal(Exception):  # noqa: N818 (it is no fault, only a no)
    """Why a command does not start, in Thai and in English."""

    def __init__(self, thai: str, english: str):
        super().__init__(f"nakhara: {thai} / {english}")


def tell(refusal: Refusal) -> int:
    """Print the line and give the exit status."""
    print(refusal, file=sys.stderr)
    return 2
