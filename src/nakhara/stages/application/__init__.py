"""Application: the frozen filing, its receipt, completeness and returns (guideline-1/application)."""
