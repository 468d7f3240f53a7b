"""From a report's YAML to its records, and the proof that they say what the report says."""
