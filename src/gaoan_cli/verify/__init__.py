"""`gaoan verify`: somebody's draft held against the report, quote by quote and figure by figure."""
