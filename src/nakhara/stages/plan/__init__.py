"""Plan: the area's smart-city plan, written by its owner (guideline-1/plan, criteria-1.2, policy-frame, policy-aim)."""
