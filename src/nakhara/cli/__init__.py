"""The command `nakhara`: one module a group of verbs, imported only when its verb is asked for."""

from nakhara.cli.main import main

__all__ = ["main"]
