"""What `make lab` asks of JupyterLab: nothing leaves the machine, not even to look for news or updates."""

c = get_config()  # noqa: F821  (Jupyter defines it when it reads this file)

c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
# The extension manager would list packages from their registry; extensions come with the pins instead.
c.LabApp.extension_manager = "readonly"
