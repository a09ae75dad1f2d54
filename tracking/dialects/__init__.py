"""The formats that devices send, ours and others': each is one pure function from bytes to outcomes."""
