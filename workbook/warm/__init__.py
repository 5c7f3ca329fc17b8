"""Kernels that start in a few hundredths of a second, because all that is slow was done before.

Most of a short run is spent importing pandas, matplotlib and IPython. A *forge* (``workbook.warm.forge``) is a
process that has imported them and waits. Asked for a kernel it forks itself, and the copy becomes an ordinary
IPython kernel: its own memory, its own process group, its own environment and working directory. Nothing that
a run does can reach the forge or the next run.

``workbook.warm.provisioner`` is the way in for everything that speaks jupyter_client: papermill, nbclient,
JupyterLab. ``workbook.warm.forges`` starts forges and asks them. Where a forge cannot be had (it needs Linux),
the ordinary kernel serves.
"""
