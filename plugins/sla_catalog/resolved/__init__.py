"""What an agreement says once defaults, references, cases, hours and days are filled in."""
