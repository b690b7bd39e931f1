"""Writing: what the actions of a story would write, many cases at a time.

Each function here bears the name of the action whose rows, events and notices it writes, in the same order; who may and
what the law asks is not asked again, since the stories are lawful. `tests/test_equality.py` holds the two together.
"""
