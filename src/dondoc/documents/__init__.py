"""Documents in and out: registers, numbers, arrivals, routing, relations; văn bản đến, văn bản đi."""
