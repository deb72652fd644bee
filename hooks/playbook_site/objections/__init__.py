"""What people say against a proposal, and an honest answer."""
