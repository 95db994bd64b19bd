"""Who is with whom and with which teacher, exactly: every possible company as a column."""
