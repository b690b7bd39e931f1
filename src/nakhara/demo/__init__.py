"""Demo: a country in small, built through the same actions as everybody's; own wording, no real person."""
