"""Files in and out: what is held while it arrives, what is looked at before it is kept, where it is kept."""
