"""The Nu HTML checker looks at every page where Java and the checker are there: `make html` fetches it, and so does CI."""

from __future__ import annotations

from html_checker.checker import JAR, JAVA

collect_ignore = [] if JAVA and JAR.is_file() else ["test_html_checker.py"]
