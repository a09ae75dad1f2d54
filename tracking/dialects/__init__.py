"""What devices send, our own dialect and those of others: each is one pure function from bytes to outcomes."""
