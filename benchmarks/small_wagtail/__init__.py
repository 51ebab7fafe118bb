"""A small site on Wagtail, made for benchmarks.race alone: what others would build an article with."""
