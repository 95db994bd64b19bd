"""What a plan is worth, computed from scenario and plan alone."""
