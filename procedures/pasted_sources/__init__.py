"""What somebody pastes about a source: BibTeX, RIS, CSL-JSON, or one of its numbers. Nothing is saved."""
