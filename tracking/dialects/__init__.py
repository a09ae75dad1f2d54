"""What devices speak besides our own dialect: each is one pure function from bytes to outcomes."""
