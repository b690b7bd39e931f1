"""Registry: the public side: home, areas, the law's pages, verify by number, open data; reads only.

What an area has filed and how it was scored is public only once it is designated (guideline-3); before that stands what
the documents say themselves (target-1, target-2) and that an application is being considered.
"""
