"""Who manages whom: the officers of an agency with their people, and giving people to another officer."""
