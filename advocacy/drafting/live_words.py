"""What the live editor says, in the reader's language: its script has no words of its own."""

from flask_babel import gettext as _

from advocacy.drafting.words import language_name
from papers.model import LANGUAGES


def words() -> dict[str, object]:
    """Every string of the editor by its name there."""
    return {**_status(), **_commands(), **_forms(), **_suggesting(), **_incidents(), "typed": _typed()}


def languages() -> dict[str, str]:
    """The languages of texts by their names in the reader's language."""
    return {code: language_name(code) for code in LANGUAGES}


def _status() -> dict[str, str]:
    return {
        "here_short": _("Device"),
        "there_short": _("Server"),
        "here_kept": _("Kept on this device"),
        "here_wait": _("Being kept on this device…"),
        "here_off": _("Not kept on this device"),
        "here_failed": _("This device keeps nothing: its storage is full or closed"),
        "there_saved": _("Saved on the server"),
        "there_wait": _("On its way to the server…"),
        "there_connecting": _("Connecting…"),
        "there_offline": _("No connection: what you write is sent when it is back"),
        "there_stopped": _("No longer connected"),
        "mode_write": _("You are writing"),
        "mode_suggest": _("You are suggesting"),
        "mode_read": _("You are reading"),
        "you": _("you"),
        "alone": _("Nobody else is here"),
        "here_too": _("Also here: %(names)s", names="%(names)s"),
        "comma": _(", "),
        "text": _("Text of the paper"),
        "hint_title": _("Title"),
        "hint_subtitle": _("Subtitle"),
        "hint_position": _("The position in one sentence"),
        "hint_source": _("Whose words these are"),
        "hint_caption": _("Caption"),
    }


def _commands() -> dict[str, str]:
    return {
        "kind": _("Kind of block"),
        "paragraph": _("Paragraph"),
        "heading1": _("Heading"),
        "heading2": _("Subheading"),
        "heading3": _("Small heading"),
        "list": _("List"),
        "numbered": _("Numbered list"),
        "quote": _("Quote"),
        "ask": _("Ask"),
        "strong": _("Strong"),
        "strong_letter": _("B"),
        "emphasis": _("Emphasis"),
        "emphasis_letter": _("I"),
        "citation": _("Citation"),
        "footnote": _("Footnote"),
        "link": _("Link"),
        "table": _("Table"),
        "figure": _("Picture"),
        "foreign": _("Words in another language"),
        "turn": _("Other direction"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "up": _("Block up"),
        "down": _("Block down"),
        "page_break": _("Page break"),
        "digits": _("Other digits"),
        "row": _("Row below"),
        "column": _("Column after"),
        "drop_row": _("Remove the row"),
        "drop_column": _("Remove the column"),
        "properties": _("Details of this block"),
        "comment": _("Comment on this passage"),
        "evidence": _("Rest this passage on a source"),
        "suggest": _("Suggest instead of writing"),
        "toolbar": _("To the toolbar"),
        "help": _("Keys and marks"),
        "while_typing": _("While typing"),
    }


def _forms() -> dict[str, str]:
    return {
        "apply": _("Apply"),
        "cancel": _("Cancel"),
        "close": _("Close"),
        "edit_ask": _("Verb, addressee, date and basis"),
        "verb": _("Verb"),
        "addressee": _("Addressee"),
        "addressee_hint": _("Empty when it goes to whoever receives the paper."),
        "due_label": _("By when"),
        "due_hint": _("In your words, for example: within six months."),
        "basis_label": _("Legal basis"),
        "basis_hint": _("One instrument on a line: its key, then the place, for example: ICCPR art. 22"),
        "basis_search": _("Look it up in the library"),
        "due": _("Due:"),
        "basis": _("Basis:"),
        "pinpoint": _("Place in the instrument"),
        "pinpoint_hint": _("An article or paragraph; empty for the whole instrument."),
        "alt": _("What the picture shows"),
        "alt_hint": _("For those who do not see it."),
        "file": _("Picture (PNG or JPEG)"),
        "address": _("Address"),
        "address_hint": _("https:// or mailto:"),
        "take_away": _("Remove the link"),
        "language": _("Language"),
        "language_of_paper": _("As the paper"),
        "instruments": _("Instruments"),
        "nothing_found": _("Nothing holds these words."),
        "cite_hint": _("Type a few letters of the instrument’s name."),
    }


def _suggesting() -> dict[str, str]:
    names = {"name": "%(name)s", "what": "%(what)s"}
    return {
        "no_suggestions": _("No open suggestions."),
        "somebody": _("Somebody"),
        "insertion": _("puts in"),
        "deletion": _("takes out"),
        "replaces": _("replaces"),
        "change": _("changes"),
        "show": _("Show"),
        "accept": _("Accept"),
        "reject": _("Reject"),
        "withdraw": _("Withdraw"),
        "of_whom": _("%(what)s: suggestion of %(name)s", **names),
        "accept_all": _("Accept all of %(name)s", **names),
        "reject_all": _("Reject all of %(name)s", **names),
    }


def _incidents() -> dict[str, str]:
    return {
        "attention": _("Please read"),
        "cannot_load": _("The text cannot be fetched just now; trying again."),
        "cannot_suggest": _("This cannot be suggested in the text. Write it as a comment."),
        "select_first": _("Select the words first."),
        "bad_address": _("Write an address that begins with https:// or mailto:."),
        "bad_picture": _("Choose a PNG or JPEG picture."),
        "left_out": _("Left out in pasting:"),
        "pasted_plain": _("Pasted as plain words: the server could not be asked."),
        "brought_late": _("What you wrote on this device while you were away has come to the text."),
        "left_behind": _("This device still kept words that are not in the text."),
        "your_words": _("Your words"),
        "your_words_kept": _("These words of yours are not on the server. Copy them, then load the page again."),
        "copy": _("Copy"),
        "load_again": _("Load the page again"),
        "stopped_epoch": _("The text was frozen or begun anew while you wrote. Load the page again."),
        "stopped_schema": _("The editor was renewed on the server. Load the page again."),
        "stopped_revoked": _("You may no longer write here. Ask the rapporteur of the working group."),
        "stopped_read_only": _("This text is only for reading now. Load the page again."),
        "stopped_gone": _("This text no longer exists."),
        "stopped_expired": _("You were away for long. Load the page again."),
        "stopped_refused": _("The server did not take your last change. Load the page again."),
    }


def _typed() -> dict[str, str]:
    """Keys that are typed, with what comes of them."""
    return {
        "# ## ###": _("Headings"),
        "- …": _("List"),
        "1. …": _("Numbered list"),
        "> …": _("Quote"),
        "!! …": _("Ask"),
        "--- ": _("Page break"),
        "@…": _("Citation"),
        "Tab, Shift+Tab": _("List level, next cell"),
        "Ctrl+Shift": _("Direction of the side of the Shift key"),
        "Ctrl+Shift+Space": _("Space that does not break"),
    }


def left_out(dropped: tuple[str, ...]) -> list[str]:
    """In words what was left out of pasted text, of codes with counts («pictures:2»; papers.read.html)."""
    names: dict[str, str] = {
        "comments": _("comments"),
        "deletions": _("deleted words"),
        "footnotes": _("links of footnotes (their words stay)"),
        "hidden": _("hidden words"),
        "insertions": _("marks of insertion (the words stay)"),
        "links": _("links that lead nowhere outside"),
        "objects": _("embedded objects"),
        "pictures": _("pictures"),
        "struck": _("strike-through (the words stay)"),
    }
    codes = [entry.split(":")[0] for entry in dropped]
    return [names[code] for code in codes if code in names]
