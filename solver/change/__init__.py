"""Changes to a plan by hand: one move at a time, with all that it does."""
