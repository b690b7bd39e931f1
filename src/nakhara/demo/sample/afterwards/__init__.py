"""What comes after a review is closed: sittings, designations, promotion, monitoring, letters; all of it by the actions."""
