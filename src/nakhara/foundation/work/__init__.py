"""Work: jobs named in the transaction that causes them, run by the worker."""
