"""Review: working groups score each dimension, the subcommittee scores the whole and screens (guideline-2).

Who acts: the secretariat assigns and closes; a member of a working group scores a dimension, a member of the
subcommittee the plan as a whole; the subcommittee's meeting screens, and its chair's confirmation makes the dated list.
Provisions: guideline-2/dimension-score, guideline-2/overall-score, guideline-2/screening. Nothing here is public
before the designation.
"""
