"""Method words, each explained once."""
