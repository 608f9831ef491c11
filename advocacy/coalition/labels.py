"""The coalition's words for its own kinds, standings and roles."""

from flask_babel import lazy_gettext as _

from advocacy.policy import Office

KIND = {"organisation": _("organisation"), "initiative": _("initiative"), "network": _("network")}
NEVER_SIGN = {
    "political_party": _("political party"),
    "armed_actor": _("armed actor"),
    "state_body": _("state body"),
}
STATUS = {
    "invited": _("invited"),
    "member": _("member"),
    "suspended": _("membership suspended"),
    "left": _("left the coalition"),
    "partner": _("partner from outside"),
}
STATUS_COLOUR = {"member": "good", "suspended": "bad", "invited": "wait", "left": "", "partner": "info"}
VISIBILITY = {
    "public": _("The name may appear"),
    "only_ar": _("The name may appear in Arabic copies only"),
    "only_en": _("The name may appear in English copies only"),
    "only_fr": _("The name may appear in French copies only"),
    "only_kmr": _("The name may appear in Kurmanji copies only"),
    "only_ckb": _("The name may appear in Sorani copies only"),
    "withheld": _("The name is withheld: counted, printed nowhere"),
    "uncounted": _("Neither printed nor counted: the organisation stands behind the text unseen"),
}
BODY_ROLE = {"chair": _("chair"), "member": _("member"), "staff": _("staff")}
GROUP_ROLE = {"rapporteur": _("rapporteur"), "member": _("writing member"), "translator": _("translator")}
SCOPE = {
    "all": _("all texts"),
    "kinds": _("some kinds of text"),
    "campaign": _("the texts of one campaign"),
    "paper": _("one paper"),
}
STANDING = {"valid": _("valid"), "not_yet": _("begins later"), "ended": _("ended"), "revoked": _("revoked")}
STANDING_COLOUR = {"valid": "good", "not_yet": "wait", "ended": "", "revoked": "bad"}
OFFICE = {
    "": _("no right of its own"),
    Office.COORDINATOR.value: _("runs the process: organisations, calls, issues"),
    Office.BOARD.value: _("board: sees calls and decision files, releases packages"),
    Office.OVERSIGHT.value: _("reads every decision file, changes nothing"),
    Office.ARBITRATION.value: _("arbitration: reads decision files"),
    Office.RELATIONS.value: _("keeps the register of offices and prepares packages"),
    Office.RELEASE.value: _("release officers: two together open withheld names"),
}
RULE = {
    "opt_in": _("Whoever signs is listed; nobody speaks for those who do not sign"),
    "quorum_majority": _("Quorum and majority: when both are reached, the text is the coalition's"),
    "consensus": _("Consensus: when nobody, or hardly anybody, objects, the text is the coalition's"),
}
BY_LAW = {
    "quorum_percent": _("Quorum: per cent of the members who must answer"),
    "majority": _("Majority"),
    "majority_of": _("Shares are counted of"),
    "count_abstentions": _("An abstention counts against the majority"),
    "objection_blocks": _("A single objection stops the text until it is withdrawn or arbitration sets it aside"),
    "weighed": _("The votes of each organisation are counted, not the organisations"),
    "minus": _("How many objections the consensus bears"),
    "otherwise": _("If the rule is not met"),
    "minimum": _("How many signatures it takes at least to publish"),
    "close_early": _("A call may end before its deadline"),
}
BY_LAW_CHOICE = {
    "simple": _("simple: more for than against"),
    "half": _("at least half"),
    "absolute": _("absolute: more than half of all members"),
    "two_thirds": _("at least two thirds"),
    "over_two_thirds": _("more than two thirds"),
    "answers": _("those who signed or objected"),
    "members": _("all members who were asked"),
    "not_adopted": _("the text is not adopted"),
    "signatories": _("the text speaks for those alone who signed it"),
    "when_all_answered": _("when every member has answered"),
    "never": _("never before the deadline"),
    "when_certain": _("when no answer that is still to come can change the outcome"),
}
"""The words of the by-laws' choices; no two values share a word for different things."""
