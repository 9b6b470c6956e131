"""Teams and who works on a case; cases opened for an hour; what crosses the wall."""
