"""Reading what people write: files, strict YAML, positions, problems. Knows nothing of playbooks."""
