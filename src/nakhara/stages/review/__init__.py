"""Review: working groups score each dimension, the subcommittee scores the whole and screens (guideline-2)."""
