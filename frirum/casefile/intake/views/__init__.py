"""Pages of enquiries, of decisions about them, of the conflict desk, and for the public."""
