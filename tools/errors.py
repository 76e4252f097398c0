class RunError(Exception):
    """What stops a command, as one sentence for a person, with the remedy in it."""
