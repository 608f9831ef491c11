"""The entries of an OpenDocument text, and the names of its vocabulary."""

from papers.read.zipped import Zipped

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, TEXT, TABLE, STYLE, DRAW, MANIFEST, META = (
    f"{{{_OASIS}:{part}:1.0}}" for part in ("office", "text", "table", "style", "drawing", "manifest", "meta")
)
FO, SVG = f"{{{_OASIS}:xsl-fo-compatible:1.0}}", f"{{{_OASIS}:svg-compatible:1.0}}"
XLINK = "{http://www.w3.org/1999/xlink}"
DC = "{http://purl.org/dc/elements/1.1/}"


class Archive(Zipped):
    """The entries of one OpenDocument text. Raises `BadPaper` for what is none, is locked or too large to open."""

    family = "odt"
    noun = "an OpenDocument text (.odt)"
    heart = "content.xml"

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        if self._is_encrypted():
            raise self.refusal("locked", "The file is protected by a password")

    def _check(self) -> None:
        super()._check()
        if "encrypted-package" in self.names():
            raise self.refusal("locked", "The file is protected by a password")

    def _is_encrypted(self) -> bool:
        """Whether the manifest says so: the archive itself does not know, its entries are merely unreadable."""
        manifest = self.xml("META-INF/manifest.xml")
        return manifest is not None and next(manifest.iter(f"{MANIFEST}encryption-data"), None) is not None
