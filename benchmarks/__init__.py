"""What builds, saves, checks and searches cost: `make bench`."""
