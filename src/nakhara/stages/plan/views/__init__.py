"""Pages of the plan: `plans` for the plan and its texts, `rows` for projects, milestones and indicators."""
