// The forms of what is more than words: asks, citations, links, languages, pictures. One key opens the one at the caret.
import { NodeSelection } from "prosemirror-state";
import { newFigure, putBlock } from "../text/blocks.js";
import { extent, isHref, setForeign, setLink } from "../text/inline.js";
import { schema } from "../text/schema.js";
import { askFor } from "./dialog.js";
import { librarySearch } from "./lookup.js";
import { pictureFrom } from "./picture.js";
import { basisOf, leadOf } from "./views.js";

const { ask, citation, figure } = schema.nodes;
const { link, foreign } = schema.marks;

/** The commands that open forms, by name, for toolbar and keys. `paper` and `words` come from the page. */
export function formCommands(paper, words, refused) {
  const opens = (form) => (state, dispatch, view) => {
    if (dispatch && view) form(view, paper, words, refused).finally(() => view.focus());
    return true;
  };
  return {
    link: { keys: ["Mod-k"], run: opens(linkForm) },
    foreign: { keys: ["Mod-Alt-l"], run: opens(languageForm) },
    figure: { keys: ["Mod-Alt-p"], run: opens(figureForm) },
    properties: { keys: ["Alt-Enter"], run: opens((view) => openAt(view, placeOf(view.state), paper, words)) },
  };
}

/** Where the node stands whose form the caret means: the selected one, else the ask or picture around the caret. */
function placeOf({ selection }) {
  if (selection instanceof NodeSelection) return selection.from;
  const { $head } = selection;
  if ($head.nodeAfter?.type === citation) return $head.pos;
  if ($head.nodeBefore?.type === citation) return $head.pos - 1;
  return $head.before(1);
}

/** Opens the form of the node at that place. */
export async function openAt(view, at, paper, words) {
  const node = view.state.doc.nodeAt(at);
  const form = node && new Map([[ask, askForm], [citation, citationForm], [figure, altForm]]).get(node.type);
  if (!form) return;
  const attrs = await form(node, paper, words);
  const now = attrs && view.state.doc.nodeAt(at) === node ? at : attrs ? placeAgain(view.state.doc, node) : null;
  if (now === null) return;
  const change = view.state.tr;
  for (const [name, value] of Object.entries(attrs)) if ((value || null) !== node.attrs[name]) change.setNodeAttribute(now, name, value || null);
  if (change.docChanged) view.dispatch(change);
}

/** Others wrote while the form was open: the block is found again by its id. */
function placeAgain(doc, wanted) {
  let found = null;
  doc.descendants((node, at) => {
    if (node === wanted || (wanted.attrs.id && node.attrs.id === wanted.attrs.id)) found = at;
    return found === null;
  });
  return found;
}

async function askForm(node, paper, words) {
  const verbs = Object.keys(paper.phrases).map((verb) => [verb, leadOf(paper, verb, "…")]);
  const given = await askFor({
    title: words.edit_ask,
    words,
    fields: [
      { name: "verb", label: words.verb, kind: "select", options: verbs, value: node.attrs.verb || "demand" },
      { name: "addressee", label: words.addressee, value: node.attrs.addressee || "", hint: words.addressee_hint },
      { name: "due", label: words.due_label, value: node.attrs.due || "", hint: words.due_hint },
      { name: "basis", label: words.basis_label, kind: "area", hint: words.basis_hint, rows: 2, above: (area) => librarySearch(area, paper, words), value: basisOf(node.attrs.basis).map((pair) => pair.filter(Boolean).join(" ")).join("\n") },
    ],
  });
  if (!given) return null;
  const basis = given.basis.split("\n").map((entry) => /^(\S+)\s*(.*)$/.exec(entry.trim())).filter(Boolean).map(([, key, place]) => [key, place]);
  return { verb: given.verb, addressee: given.addressee, due: given.due, basis: basis.length ? JSON.stringify(basis) : null };
}

async function citationForm(node, paper, words) {
  const given = await askFor({
    title: paper.references[node.attrs.key] || node.attrs.key,
    words,
    fields: [{ name: "pinpoint", label: words.pinpoint, hint: words.pinpoint_hint, value: node.attrs.pinpoint || "" }],
  });
  return given && { pinpoint: given.pinpoint };
}

async function altForm(node, paper, words) {
  const given = await askFor({
    title: words.figure,
    words,
    fields: [{ name: "alt", label: words.alt, hint: words.alt_hint, value: node.attrs.alt || "", required: true }],
  });
  return given && { alt: given.alt };
}

async function linkForm(view, paper, words, refused) {
  const { selection } = view.state;
  const there = extent(selection.$from, link);
  if (selection.empty && !there) return refused(words.select_first);
  const given = await askFor({
    title: words.link,
    words,
    extra: there ? [{ label: words.take_away, value: "away" }] : [],
    fields: [{ name: "href", label: words.address, hint: words.address_hint, value: there?.mark.attrs.href || "https://", dir: "ltr" }],
  });
  if (!given) return;
  const href = given.chosen === "away" ? "" : given.href;
  if (href && !isHref(href)) return refused(words.bad_address);
  setLink(href)(view.state, view.dispatch);
}

async function languageForm(view, paper, words, refused) {
  const there = extent(view.state.selection.$from, foreign);
  if (view.state.selection.empty && !there) return refused(words.select_first);
  const options = [["", words.language_of_paper], ...Object.entries(paper.languages).filter(([code]) => code !== paper.lang)];
  const given = await askFor({
    title: words.foreign,
    words,
    fields: [{ name: "lang", label: words.language, kind: "select", options, value: there?.mark.attrs.lang || "" }],
  });
  if (given) setForeign(given.lang)(view.state, view.dispatch);
}

async function figureForm(view, paper, words, refused) {
  const given = await askFor({
    title: words.figure,
    words,
    fields: [
      { name: "file", label: words.file, kind: "file", accept: "image/png,image/jpeg", required: true },
      { name: "alt", label: words.alt, hint: words.alt_hint, required: true },
    ],
  });
  if (!given?.file) return;
  const picture = await pictureFrom(given.file);
  if (!picture) return refused(words.bad_picture);
  putBlock(newFigure({ ...picture, alt: given.alt }))(view.state, view.dispatch);
}
