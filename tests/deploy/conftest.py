"""The configuration is tried in the server that it is written for, where that is installed; .ci/run installs it."""

from __future__ import annotations

import os
import shutil

NGINX = shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))

collect_ignore = [] if NGINX else ["test_nginx.py"]
