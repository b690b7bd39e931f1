"""Casefile: one area's whole path, the owner's workspace and each role's tasks; reads only, owns no table."""
