"""From a draft to what patients read: checks, submission, signature, edition, withdrawal."""
