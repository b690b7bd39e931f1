"""Registry: the public side; home, list, area page, the law's pages and verify; reads only."""
