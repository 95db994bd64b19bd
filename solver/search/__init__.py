"""The search: from candidates to the best plan that time allows, with its bounds."""
