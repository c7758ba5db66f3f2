"""A person's page: everywhere they appear in the library."""
