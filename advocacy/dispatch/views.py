"""Packages: prepare, look at every letter, release, watch them go."""

from collections.abc import Mapping

from flask import Blueprint, Flask, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy import blobs, clock
from advocacy.access import authorise, may, requires
from advocacy.contacts import queries as contacts
from advocacy.contacts.words import LANGUAGES, WAYS
from advocacy.database import session, transaction
from advocacy.dispatch import actions, forms, letters, queries
from advocacy.dispatch.alone_views import bp as alone_bp
from advocacy.dispatch.errata import early_holders
from advocacy.dispatch.errata_views import bp as errata_bp
from advocacy.dispatch.models import Package, PackageState, Parcel
from advocacy.dispatch.proposal import proposed_letters
from advocacy.dispatch.recipients import address_of
from advocacy.dispatch.recipients_views import bp as recipients_bp
from advocacy.dispatch.words import FATES
from advocacy.errors import BadInput, Forbidden, NotFound, Refusal, RuleBroken
from advocacy.policy import Action
from advocacy.publishing.actions.early import FURTHER_HOLDERS
from advocacy.publishing.models import Issue, IssueState
from advocacy.publishing.special import names_wanted
from advocacy.web import language
from config import Config

bp = Blueprint("dispatch", __name__, url_prefix="/packages")


def attach(app: Flask, config: Config) -> None:
    """Open the room, and show the way to it from the page of an issue."""
    app.register_blueprint(bp)
    from advocacy.dispatch.rescue_views import bp as rescue_bp  # its pages are pieces of ours

    app.register_blueprint(errata_bp)
    app.register_blueprint(recipients_bp)
    app.register_blueprint(alone_bp)
    app.register_blueprint(rescue_bp)
    if early_holders not in FURTHER_HOLDERS:
        FURTHER_HOLDERS.append(early_holders)
    app.extensions.setdefault("mawqif.issue_links", []).append(links_of)


def links_of(issue: Issue) -> list[tuple[str, str]]:
    """For the page of an issue: a new package, and those that there are; words and address."""
    links: list[tuple[str, str]] = []
    if may(Action.PREPARE_PACKAGE) and issue.state is IssueState.CURRENT:
        links.append((_("Prepare a package"), url_for("dispatch.new_package", issue_id=issue.id)))
    if may(Action.READ_PACKAGES):
        if issue.state is IssueState.CURRENT and issue.supersedes_id is not None:
            links.append((_("Who has the earlier issue"), url_for("errata.show_errata", issue_id=issue.id)))
        links += [
            (package.title, url_for("dispatch.show_package", package_id=package.id))
            for package in queries.packages_of_issue(issue)
        ]
    return links


def found_package(package_id: int) -> Package:
    """The package of that id, or the page that says that there is none."""
    package = queries.get_package(package_id)
    if package is None:
        raise NotFound(_("There is no such package."))
    return package


def found_parcel(parcel_id: int) -> Parcel:
    """The parcel of that id, or the page that says that there is none."""
    parcel = queries.get_parcel(parcel_id)
    if parcel is None:
        raise NotFound(_("There is no such letter."))
    return parcel


@bp.get("")
@requires(Action.READ_PACKAGES)
def list_packages() -> ResponseReturnValue:
    packages = queries.packages()
    return render_template(
        "dispatch/list_packages.html",
        packages=[(package, queries.counts(package)) for package in packages],
        fates=FATES,
    )


@bp.get("/new/<int:issue_id>")
@requires(Action.PREPARE_PACKAGE)
def new_package(issue_id: int) -> ResponseReturnValue:
    issue = found_issue(issue_id)
    return form_page(issue, typed=typed_of(issue), chosen=request.args.getlist("office"))


def found_issue(issue_id: int) -> Issue:
    """The issue of that id, or the page that says that there is none."""
    issue = session.get(Issue, issue_id)
    if issue is None:
        raise NotFound(_("There is no such issue."))
    return issue


def typed_of(issue: Issue) -> dict[str, str]:
    """A first wording of the letter in every language, from the paper itself."""
    typed = {"title": issue.dossier.title_in(language())}
    for lang, text in proposed_letters(issue).items():
        typed[f"subject_{lang}"], typed[f"body_{lang}"] = text.subject, "\n\n".join(text.body)
    return typed


def form_page(
    issue: Issue, *, typed: Mapping[str, str], chosen: list[str], refusal: Refusal | None = None
) -> ResponseReturnValue:
    """The form of a new package, after a refusal with what was typed and ticked."""
    offices = contacts.offices(in_lang=language())
    today = clock.now().date()
    return render_template(
        "dispatch/new_package.html",
        issue=issue,
        offices=offices,
        silent={office.id for office in offices if contacts.is_silent(office, today)},
        stale={office.id for office in offices if contacts.is_stale(office, today)},
        lists=[(tag, [o.id for o in offices if tag in o.tags.split()]) for tag in contacts.tags()],
        last=queries.last_contacts(offices),
        ways=WAYS,
        languages=LANGUAGES,
        typed=typed,
        chosen=set(chosen),
        annexes=set(request.form.getlist("annexes")),
        refusal=refusal,
    ), refusal.status if refusal else 200


@bp.post("/new/<int:issue_id>")
@requires(Action.PREPARE_PACKAGE)
def prepare_package(issue_id: int) -> ResponseReturnValue:
    issue = found_issue(issue_id)
    chosen = request.form.getlist("offices")
    try:
        form = forms.package_form(request.form, chosen, contacts.offices(), request.form.getlist("annexes"))
        with transaction():
            package = actions.prepare_package(
                issue, title=form.title, letters=form.letters, offices=form.offices, annexes=form.annexes, by=g.person
            )
    except (BadInput, RuleBroken) as refusal:
        return form_page(issue, typed=request.form, chosen=chosen, refusal=refusal)
    flash(_("The package is prepared. Look at the letters; a second person releases it."))
    return redirect(url_for("dispatch.show_package", package_id=package.id), 303)


@bp.get("/<int:package_id>")
@requires(Action.READ_PACKAGES)
def show_package(package_id: int) -> ResponseReturnValue:
    return page_of(found_package(package_id))


def page_of(package: Package, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page of a package; while something is on its way it looks again by itself."""
    fates, today = {parcel.id: queries.fate_of(parcel) for parcel in package.parcels}, clock.now().date()
    unmade = [parcel for parcel in package.parcels if parcel.pdf_sha256 is None]
    return render_template(
        "dispatch/show_package.html",
        package=package,
        fates=fates,
        words=FATES,
        counts=queries.counts(package),
        made=queries.made_of(package),
        stale={parcel.id for parcel in unmade if contacts.is_stale(parcel.office, today)},
        changed={parcel.id for parcel in unmade if queries.has_new_holder(parcel)},
        is_moving=any(fate in ("waiting", "posted") for fate in fates.values()),
        ways=WAYS,
        languages=LANGUAGES,
        refusal=refusal,
    ), refusal.status if refusal else 200


@bp.post("/<int:package_id>/release")
@requires(Action.RELEASE_PACKAGE)
def release_package(package_id: int) -> ResponseReturnValue:
    package = found_package(package_id)
    authorise(Action.RELEASE_PACKAGE, package)
    try:
        with transaction():
            actions.release_package(package, by=g.person)
    except RuleBroken as refusal:
        return page_of(package, refusal)
    flash(_("Released. The letters leave one by one."))
    return redirect(url_for("dispatch.show_package", package_id=package.id), 303)


@bp.post("/<int:package_id>/stop")
@requires(Action.STOP_PACKAGE)
def stop_package(package_id: int) -> ResponseReturnValue:
    package = found_package(package_id)
    try:
        with transaction():
            actions.stop_package(package, by=g.person)
    except RuleBroken as refusal:
        return page_of(package, refusal)
    flash(_("Stopped. The letters that were made go their way; no other is made."))
    return redirect(url_for("dispatch.show_package", package_id=package.id), 303)


@bp.post("/<int:package_id>/continue")
@requires(Action.STOP_PACKAGE)
def continue_package(package_id: int) -> ResponseReturnValue:
    package = found_package(package_id)
    try:
        with transaction():
            actions.continue_package(package, by=g.person)
    except RuleBroken as refusal:
        return page_of(package, refusal)
    flash(_("The other letters are being made."))
    return redirect(url_for("dispatch.show_package", package_id=package.id), 303)


@bp.get("/letters/<int:parcel_id>")
@requires(Action.READ_PACKAGES)
def show_parcel(parcel_id: int) -> ResponseReturnValue:
    return parcel_page(found_parcel(parcel_id))


def parcel_page(parcel: Parcel, refusal: Refusal | None = None) -> ResponseReturnValue:
    """One letter as its reader will see it, with its corrections and its send log."""
    subject, body = letters.mail_words(parcel)
    fate = queries.fate_of(parcel)
    return render_template(
        "dispatch/show_parcel.html",
        parcel=parcel,
        letter=letters.letter_of(parcel),
        mail_subject=subject,
        mail_body=body,
        fate=fate,
        named_to=names_for(parcel),
        fate_words=FATES[fate],
        way=WAYS[parcel.office.way],
        tries=queries.tries_of(parcel),
        put_off=queries.is_put_off(parcel),
        is_stale=parcel.pdf_sha256 is None and contacts.is_stale(parcel.office, clock.now().date()),
        is_changed=parcel.pdf_sha256 is None and queries.has_new_holder(parcel),
        typed=request.form if refusal else typed_address(parcel),
        refusal=refusal,
    ), refusal.status if refusal else 200


def names_for(parcel: Parcel) -> int:
    """How many withheld names the copy for this office has, or would have if the package were released now."""
    if parcel.special is not None:
        return parcel.special.count
    if parcel.package.state is PackageState.RELEASED:
        return 0
    return names_wanted(parcel.package.issue, parcel.office_id, address_of(parcel.office))


def typed_address(parcel: Parcel) -> dict[str, str]:
    """The address of a letter as its form shows it."""
    return {"salutation": parcel.salutation, "addressee": "\n".join(parcel.addressee), "closing": parcel.closing}


@bp.get("/letters/<int:parcel_id>/file.pdf")
@requires(Action.READ_PACKAGES)
def show_file(parcel_id: int) -> ResponseReturnValue:
    """The very file that left, or before the release what would leave, without its seal."""
    parcel = found_parcel(parcel_id)
    if parcel.special is not None:
        raise Forbidden(_("This copy names organisations to one recipient alone. Nobody reads it here."))
    pdf = blobs.read(parcel.pdf_sha256) if parcel.pdf_sha256 else letters.joined(parcel)
    name = letters.file_name(parcel)
    return Response(pdf, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


@bp.post("/letters/<int:parcel_id>/address")
@requires(Action.PREPARE_PACKAGE)
def correct_parcel(parcel_id: int) -> ResponseReturnValue:
    parcel = found_parcel(parcel_id)
    try:
        form = forms.address_form(request.form)
        with transaction():
            actions.correct_parcel(
                parcel, salutation=form.salutation, addressee=form.addressee, closing=form.closing, by=g.person
            )
    except (BadInput, RuleBroken) as refusal:
        return parcel_page(parcel, refusal)
    flash(_("The letter is corrected."))
    return redirect(url_for("dispatch.show_parcel", parcel_id=parcel.id), 303)


@bp.post("/letters/<int:parcel_id>/drop")
@requires(Action.PREPARE_PACKAGE)
def drop_parcel(parcel_id: int) -> ResponseReturnValue:
    parcel = found_parcel(parcel_id)
    package_id = parcel.package_id
    try:
        with transaction():
            actions.drop_parcel(parcel, by=g.person)
    except RuleBroken as refusal:
        return parcel_page(parcel, refusal)
    flash(_("The office is taken out of this package."))
    return redirect(url_for("dispatch.show_package", package_id=package_id), 303)


@bp.post("/letters/<int:parcel_id>/hand-over")
@requires(Action.PREPARE_PACKAGE)
def hand_over(parcel_id: int) -> ResponseReturnValue:
    parcel = found_parcel(parcel_id)
    try:
        note = forms.note_form(request.form)
        with transaction():
            actions.hand_over(parcel, note=note, by=g.person)
    except (BadInput, RuleBroken) as refusal:
        return parcel_page(parcel, refusal)
    flash(_("Recorded as handed over."))
    return redirect(url_for("dispatch.show_parcel", parcel_id=parcel.id), 303)


@bp.post("/letters/<int:parcel_id>/again")
@requires(Action.PREPARE_PACKAGE)
def send_again(parcel_id: int) -> ResponseReturnValue:
    parcel = found_parcel(parcel_id)
    try:
        to = forms.mail_form(request.form)
        with transaction():
            actions.send_again(parcel, to=to, by=g.person)
    except (BadInput, RuleBroken) as refusal:
        return parcel_page(parcel, refusal)
    flash(_("On its way to the other address: the same file, the same digest."))
    return redirect(url_for("dispatch.show_parcel", parcel_id=parcel.id), 303)
