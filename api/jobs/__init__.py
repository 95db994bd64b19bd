"""Durable jobs: what survives the end of any process and is done exactly once."""
