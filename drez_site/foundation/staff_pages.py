"""Where the pages of staff are: outside every language, seen by no search engine, and not in the logs."""

STAFF_PAGES = "/admin/"
