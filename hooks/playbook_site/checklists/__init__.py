"""Checklists, standalone or of a playbook: model, exports, pages."""
