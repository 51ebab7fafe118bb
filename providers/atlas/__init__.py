"""Outlines of the country and its states, and where places lie on them."""
