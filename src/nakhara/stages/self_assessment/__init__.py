"""Self-assessment: the owner measures the plan by the criteria first (guideline-1/self-assessment)."""
