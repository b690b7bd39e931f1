"""Stories: what happens in each sample case, made up from the seed; nothing here reads or writes a table."""
