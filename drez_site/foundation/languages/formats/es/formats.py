"""Numbers as Spanish is written in the United States: 8.3 and 1,549."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
