"""What an encoding must satisfy, a room for each hundred of codes.

E1xx ids and references, E2xx figures and quotes, E3xx names and classes, E4xx terms and notes, E5xx the text,
E6xx completeness.
"""

from gaoan_cli.encode.rules import completeness, english, figures, naming, quotes, references, text
from gaoan_cli.encode.rules.registry import RULES

__all__ = ["RULES", "completeness", "english", "figures", "naming", "quotes", "references", "text"]
