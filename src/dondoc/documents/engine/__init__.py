"""Pure machinery of documents: no ORM, no HTTP, no clock."""
