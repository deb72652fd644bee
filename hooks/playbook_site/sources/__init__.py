"""Works that pages cite."""
