"""A font configuration that knows no font of the machine: what a letter looks like never depends on where it is set."""

import ctypes

from weasyprint.text.ffi import ffi, pangoft2
from weasyprint.text.fonts import FontConfiguration

_LIBRARY = "libfontconfig.so.1"


class OwnFonts(FontConfiguration):  # type: ignore[misc]
    """Begins empty; the @font-face rules of the style sheets bring the faces. Pinned to WeasyPrint 70."""

    def __init__(self) -> None:
        super().__init__()
        self._config = ffi.cast("FcConfig *", _empty())
        pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)


def _empty() -> int:
    """The address of a configuration without fonts and rules, kept for the life of the process."""
    create = ctypes.CDLL(_LIBRARY).FcConfigCreate
    create.restype = ctypes.c_void_p
    return int(create())
