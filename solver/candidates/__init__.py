"""Candidates: who could teach whom, and when, before anything is decided."""
