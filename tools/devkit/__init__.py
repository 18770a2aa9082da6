"""What `tools/dev.py` is made of: the environment, the tasks, the pins, the check of docs."""
