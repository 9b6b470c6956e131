"""The calendar, the appointments of a case, the front door, the house."""
