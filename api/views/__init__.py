"""What each role is shown of a scenario and of a plan: nothing that a count could be had from."""
