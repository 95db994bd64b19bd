"""The model: candidates and rules as Boolean decisions for CP-SAT."""
