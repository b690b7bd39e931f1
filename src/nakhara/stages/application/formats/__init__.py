"""smartcity.json, format "smartcity/1": a plan and its self-assessment as one canonical file (guideline-1/application)."""
