"""Background work: jobs with retry, recovery after a crash, and schedules."""
