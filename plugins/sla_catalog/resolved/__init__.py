"""What an agreement means with defaults, references and cases filled in; worked out only here."""
