"""Pages of the self-assessment: `levels` for parts and scores, `proofs` for conditions and evidence."""
