"""Finnish, Swedish and English: every sentence that a person reads."""
