"""How people and programs see it: parse, ask the service, show the Page."""
