"""The pure machinery of what leaves the product: which addresses it may go to, how it is signed."""
