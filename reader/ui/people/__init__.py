"""The sidebar of people, organisations and places."""
