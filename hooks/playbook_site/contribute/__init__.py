"""Writing for the library: kinds of problems, fields, editorial advice, templates, and their pages."""
