"""Pages of meetings: `sittings` (the list, one sitting, its minutes), `items` (one item, a list of them)."""
