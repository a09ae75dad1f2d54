"""The front door: one command line, and the embedded stack it starts and watches."""
