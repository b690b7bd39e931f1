"""The life cycle as the guideline has it, one app a stage (guideline-1 … guideline-5, criteria-1.5)."""
