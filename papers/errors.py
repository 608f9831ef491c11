"""What the engine refuses, and where in the text it stands."""


class BadPaper(ValueError):
    """A text that cannot be read. `code` is stable for programs, `where` names the place (line, block id, path)."""

    def __init__(self, code: str, message: str, *, where: str = "") -> None:
        super().__init__(f"{message} ({where})" if where else message)
        self.code = code
        self.message = message
        self.where = where
