"""Worked cases, each the proof of a path through a tree."""
