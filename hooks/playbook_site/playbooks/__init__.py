"""Playbooks: what authors may write, what is checked, their pages."""
