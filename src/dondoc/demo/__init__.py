"""One invented province, told as a story through the real actions in working days before today."""
