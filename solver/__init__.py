"""The answer: plans, how they are found, and how they are checked."""
