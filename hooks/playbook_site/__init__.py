"""A library of playbooks in, a site out."""
