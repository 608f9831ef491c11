// What a suggestion is in the document: marks upon words, the attribute `suggested` upon nodes, both {id, person, at}.
import { newId } from "../text/ids.js";
import { readSuggested, schema } from "../text/schema.js";

export const { insertion, deletion } = schema.marks;

/** The beginning of a new act of suggesting; `now` is a Date. */
export function newAct(person, now) {
  return { id: newId(), person: String(person), at: `${now.toISOString().slice(0, 19)}Z` };
}

/** The person's own suggestion of that type upon a node; null for none or somebody else's. */
export function own(node, type, person) {
  const mark = node && type.isInSet(node.marks);
  if (mark) return mark.attrs.person === String(person) ? mark.attrs : null;
  const told = node && readSuggested(node);
  const kind = type === insertion ? "insert" : "delete";
  return told && told.kind === kind && told.person === String(person) ? told : null;
}

/** Whether a position stands inside something that the person suggested to put in: there they write freely. */
export function isInOwnInsertion($pos, person) {
  for (let depth = $pos.depth; depth > 0; depth -= 1) if (own($pos.node(depth), insertion, person)) return true;
  return false;
}

/** The act that a change beside a position goes on with: typing on, or deleting on, is one suggestion. */
export function actAround($pos, person, otherwise) {
  for (const node of [$pos.nodeBefore, $pos.nodeAfter]) {
    const found = own(node, insertion, person) || own(node, deletion, person);
    if (found) return { id: found.id, person: found.person, at: found.at };
  }
  return otherwise;
}

/** The attribute that makes a node a suggestion. */
export const suggestedAttr = (kind, { id, person, at }) => JSON.stringify({ kind, id, person, at });

/** Inlines as somebody suggests to put them in. */
export function inserted(nodes, act) {
  return nodes.map((node) => {
    const marks = node.marks.filter((mark) => mark.type !== insertion && mark.type !== deletion);
    if (node.isText) return node.mark(insertion.create(act).addToSet(marks));
    return node.type.create({ ...node.attrs, suggested: suggestedAttr("insert", act) }, node.content, marks);
  });
}
