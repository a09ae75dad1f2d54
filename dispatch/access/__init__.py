"""Commands on accounts, one transaction each."""
