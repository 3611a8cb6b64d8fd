"""What a page or a letter says, as a test types it."""


def typed(text: str) -> str:
    """The text with plain spaces: a time and its "uur", an amount and its "€" are held together by no-break ones."""
    return text.replace("\u00a0", " ")
