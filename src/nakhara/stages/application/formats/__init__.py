"""smartcity.json, format "smartcity/1": a plan and its self-assessment in one file (guideline-1/application)."""
