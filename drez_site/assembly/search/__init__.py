"""The search of the whole site: what patients type, and the places on our pages that answer it."""
