"""The doors: command line, files out and sentences in the office's languages."""
