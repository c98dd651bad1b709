"""A static handbook of service level agreements, written as YAML and reviewed in git."""
