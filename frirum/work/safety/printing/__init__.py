"""Papers for clients without internet."""
