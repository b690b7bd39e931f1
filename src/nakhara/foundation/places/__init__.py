"""Places: provinces, districts and subdistricts, areas that may lie in several provinces, and zones as dated records
(guideline-3/zone, target-1 … target-open).
"""
