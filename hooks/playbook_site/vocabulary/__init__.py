"""Families, roles, moments and ways in; the home page and Browse."""
