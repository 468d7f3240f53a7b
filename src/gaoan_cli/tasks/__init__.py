"""What is no lookup: proving many files, drafting, the page in a browser, serving agents."""
