"""Whether a plan keeps every hard rule, checked minute by minute from scenario and plan."""
