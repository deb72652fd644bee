"""What is no longer offered as a whole, and why."""
