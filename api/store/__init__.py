"""Everything the service keeps, and the only package that speaks SQL."""
