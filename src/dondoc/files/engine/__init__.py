"""Reading hostile files: types by content, and a child process with limits for PDF and images."""
