"""The signed words of each kind of document, as its page needs them."""
