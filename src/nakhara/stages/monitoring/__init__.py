"""Monitoring: the filed plan's milestones become promises that are watched, and the owner reports (criteria-1.5)."""
