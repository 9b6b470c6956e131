"""What strangers' files are opened in: child processes with limits, in walls where there are some.

Whatever a file does to its reader, what is lost is the reading of that file.
"""
