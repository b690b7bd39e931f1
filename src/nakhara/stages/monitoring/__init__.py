"""Monitoring: milestones and progress reports after designation (criteria-1.5)."""
