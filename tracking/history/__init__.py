"""Days of fixes: partitions, tracks, archives, thinning old days, moving fixes to another unit."""
