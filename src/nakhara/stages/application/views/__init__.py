"""Pages of the application: `owner` files and withdraws, `filings` are read, `secretariat` checks."""
