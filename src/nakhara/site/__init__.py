"""Settings, addresses and the server's own pages: the only place that knows every app.

Importing it puts the bundled SQLite in place of Python's, before Django's database backend can load.
"""

from nakhara.site import sqlite

sqlite.use_bundled()
