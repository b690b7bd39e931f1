"""Sample cases: as many as wanted, random but lawful, at every stage, the same for the same seed.

A case is a *story*: a list of deeds, each the name of an action, who does it, what with and when. `stories` makes them
up from word lists; `writing` writes what each action would write, many cases at a time. A test plays one story through
the actions themselves and finds the same rows. What happens seldom (meetings and what follows from them, letters) is
done by the actions.
"""
