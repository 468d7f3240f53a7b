"""What a report is: its records, how its words are compared, and one year beside the other."""
