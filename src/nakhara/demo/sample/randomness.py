"""One source of chance for a sample: cases, keys and salts follow from the seed."""

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import crypto

from nakhara.foundation.record import actions, keys

# Who draws at random while a sample is made: public keys, salts of commitments, unusable passwords.
DRAWERS = (keys, actions, crypto)


class SeededSecrets:
    """The module `secrets`, but for what follows from a seed."""

    def __init__(self, seed: int):
        self._random = random.Random(f"nakhara sample {seed}: keys and salts")

    def choice(self, sequence):
        return self._random.choice(sequence)

    def token_hex(self, nbytes: int = 32) -> str:
        return self._random.randbytes(nbytes).hex()

    def __getattr__(self, name: str) -> Any:
        return getattr(secrets, name)


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Let keys and salts follow from a seed, so that the same seed gives the same rows to the byte.

    Each drawer holds the module `secrets` under that name; a sample puts its own source in its place and gives it back.
    Nothing of the kind can happen outside a directory marked demo: only `nakhara sample` comes here.
    """
    source = SeededSecrets(seed)
    for module in DRAWERS:
        module.secrets = source
    try:
        yield
    finally:
        for module in DRAWERS:
            module.secrets = secrets
