"""Names in three languages, with Arabic behind them when a translation is missing."""

from sqlalchemy.orm import Mapped, mapped_column


class Named:
    """Something that has an Arabic, an English and a French name; the Arabic one is always there."""

    name_ar: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    name_fr: Mapped[str] = mapped_column(default="")

    def name_in(self, lang: str) -> str:
        """The name in that language, else in a language whose script its readers know."""
        if lang in ("ar", "ckb"):
            return self.name_ar
        if lang == "fr":
            return self.name_fr or self.name_en or self.name_ar
        return self.name_en or self.name_ar
