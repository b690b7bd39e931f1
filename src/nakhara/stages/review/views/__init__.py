"""Pages of the review: `sheets` for a reviewer, `filings` for the secretariat and the bodies concerned."""
