"""Files beside the pages, for programs: JSON, YAML and schemas, all made from the model."""
