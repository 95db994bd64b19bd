"""The question: everything an education office submits, before anyone answers it."""
