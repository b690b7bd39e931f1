"""API: JSON over the same actions and queries; for now smartcity.json of the designated."""
