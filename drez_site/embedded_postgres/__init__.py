"""A database backend that runs a private PostgreSQL, for machines without DATABASE_URL."""
