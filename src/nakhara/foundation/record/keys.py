"""Public keys: random, so that nobody can count or guess what they may not see."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 16


def new_key() -> str:
    """A random key of 16 characters (79 bits), easy to read aloud."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
