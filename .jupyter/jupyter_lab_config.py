"""What `make lab` asks of JupyterLab: nothing leaves the machine, not even to look for news or updates, and a notebook
that is saved stays as a person wrote it.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import nbformat  # noqa: E402

from tools.clean_notebooks import strip  # noqa: E402

c = get_config()  # noqa: F821  (Jupyter defines it when it reads this file)

c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
# The extension manager would list packages from their registry; extensions come with the pins instead.
c.LabApp.extension_manager = "readonly"


def without_outputs(model, path, contents_manager, **_):
    """Strip the project's notebooks as they are saved: what was run stays on the screen and out of git."""
    if model["type"] == "notebook" and Path(contents_manager._get_os_path(path)).parent == ROOT / "notebooks":
        model["content"] = strip(nbformat.from_dict(model["content"]))


c.FileContentsManager.pre_save_hook = without_outputs
