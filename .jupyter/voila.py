"""What `make serve` asks of Voilà: this machine alone, a token, no code, and nothing fetched from elsewhere."""

c = get_config()  # noqa: F821  (Jupyter defines it when it reads this file)

c.Voila.ip = "127.0.0.1"
c.Voila.auto_token = True
c.VoilaConfiguration.strip_sources = True
c.VoilaConfiguration.template = "workbook"
