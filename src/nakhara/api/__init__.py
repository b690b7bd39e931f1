"""API: JSON over the same actions and queries; for now the register and smartcity.json of the designated."""
