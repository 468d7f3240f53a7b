"""From a query to the records that answer it, best first."""
