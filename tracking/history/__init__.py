"""Days of fixes: partitions, tracks, archives, thinned old days, fixes that go to another unit."""
