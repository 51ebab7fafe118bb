"""Where machines that watch the site ask whether all is well."""

PROBES = ("/healthz", "/readyz")
