"""A library of playbooks in, a site out."""

import atexit
import gc

gc.set_threshold(100_000, 50, 50)  # what is read and made stays; looking for garbage in it takes a tenth of the time
atexit.register(gc.freeze)  # when the process ends, its memory goes as a whole
