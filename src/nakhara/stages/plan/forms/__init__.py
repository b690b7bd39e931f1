"""Forms of the plan: `texts` for starting it, its Smarts and its fields, `rows` for what stands in it."""
