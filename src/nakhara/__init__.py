"""Nakhara (นครา, "city"): the system on which a country runs its smart-city accreditation."""
