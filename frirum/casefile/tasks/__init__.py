"""What somebody has promised to do in a case, and by when.

Any room above may add a task; a task is seen by who sees its case.
"""
