"""Local search in plain Python on integer bit sets: fast plans, no bounds."""
