"""The API process: `python -m dispatch`."""

import gc

# A thousand modules are loaded and none of them is garbage: checking would take a fifteenth of the start.
# `dispatch.main` turns it on once the process serves.
gc.disable()

from dispatch.main import main  # noqa: E402 - the loading is what takes long

main()
