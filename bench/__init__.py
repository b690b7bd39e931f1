"""How fast Nakhara is, measured as anyone can measure it again: `make bench`.

`making` makes throw-away demos with sample cases, `serving` serves them as `nakhara demo` does, `visitors` signs in and
asks for pages, `rounds` measures them, `inside` chooses what is asked for and counts database queries in process,
`bounds` says what must hold, `report` writes docs/benchmarks.md.
"""
