"""What comes after a review is closed, by the actions: sittings, designations, promotion, monitoring, letters."""
