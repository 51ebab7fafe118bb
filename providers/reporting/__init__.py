"""“Something wrong here? Tell us”: a reader's report on a listing, and what became of it."""
