"""The whole report as one page of HTML: its text with everything in it marked, beside it what the marks mean."""
