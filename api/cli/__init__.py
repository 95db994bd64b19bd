"""The command line: every command works on files, without a server or a database."""
