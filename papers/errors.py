"""What the engine refuses, and where in the text it stands."""


class BadPaper(ValueError):
    """A text that cannot be read.

    `code` is stable for programs, `where` names the place (a line, a block id, a path), `names` what the refusal is
    about (the citation keys that nobody knows), so that others can say it in their reader's language.
    """

    def __init__(self, code: str, message: str, *, where: str = "", names: tuple[str, ...] = ()) -> None:
        super().__init__(f"{message} ({where})" if where else message)
        self.code = code
        self.message = message
        self.where = where
        self.names = names

    @property
    def line(self) -> int | None:
        """The line of typed text, counted from 1; None when the place is no line."""
        number = self.where.removeprefix("line ")
        return int(number) if self.where.startswith("line ") and number.isdigit() else None
