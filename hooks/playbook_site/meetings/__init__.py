"""Kinds of meetings: what to do in the hour before, what to do in the room, and the one page to take along."""
