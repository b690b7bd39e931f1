"""Investment promotion: the owner files with the number, the board considers (guideline-4, guideline-5)."""
