"""The words that turn a sentence into its contrary, per language: data, to be read and corrected by who speaks it."""

from collections.abc import Mapping

NEGATIONS: Mapping[str, str] = {
    "ar": "لا لم لن ليس ليست ليسوا لسنا لست غير دون عدم إلا سوى كلا لات باستثناء عدا",
    "en": "no not never nor neither none nobody nothing nowhere without cannot unless except hardly barely",
    "fr": "ne n ni non pas point jamais aucun aucune sans sauf nul nulle rien guère excepté",
    "kmr": "na ne nîne nînin nînim tune tunene bê bêyî qet nikare nikarin nabe nabin",
    "ckb": "نا نە نییە نین نیە مەگەر بێ بەبێ هیچ جگە بێجگە نابێت ناتوانێت ناکرێت",
}
"""Spelt as usual, a space between two; they are compared folded.

In Arabic what is written onto them («ولا»، «بلا»، «لعدم») is taken off."""

ENDINGS: Mapping[str, tuple[str, ...]] = {"en": ("n't", "n’t")}
"""Negations that are written onto the end of the word before them («don’t»)."""
