// The text as it stands: what remains when suggestions are rejected. The server holds a suggester to the same.
import { readSuggested } from "../text/schema.js";
import { deletion, insertion } from "./marks.js";

const known = new WeakMap(); // nodes never change, so what was once computed of one remains true

/** A string that is equal for two nodes exactly when they stand alike without the suggestions of a person. */
export function standing(node, person) {
  let of = known.get(node);
  if (!of) known.set(node, (of = new Map()));
  if (!of.has(person)) of.set(person, said(node, String(person)));
  return of.get(person);
}

function said(node, person) {
  const told = readSuggested(node);
  const isOwn = told?.person === person;
  if (isOwn && told.kind === "insert") return "";
  const { suggested, ...attrs } = node.attrs;
  const shown = isOwn && told.kind === "change" ? told.was : isOwn ? attrs : { ...attrs, suggested };
  const pieces = [];
  node.forEach((child) => pieces.push(child.isText ? words(child, person) : standing(child, person)));
  return `<${node.type.name}${written(shown)}>${joined(pieces)}</>`;
}

/** Words as [marks, text], so that neighbours under equal marks can be joined; null for what is not there. */
function words(node, person) {
  const whose = (type) => type.isInSet(node.marks)?.attrs.person === person;
  if (whose(insertion)) return "";
  const marks = node.marks.filter((mark) => !(mark.type === deletion && mark.attrs.person === person));
  return [marks.map((mark) => mark.type.name + written(mark.attrs)).sort().join(), node.text];
}

function joined(pieces) {
  const made = [];
  for (const piece of pieces.filter((one) => one.length)) {
    const last = made.at(-1);
    if (Array.isArray(piece) && Array.isArray(last) && last[0] === piece[0]) last[1] += piece[1];
    else made.push(Array.isArray(piece) ? [...piece] : piece);
  }
  return made.map((piece) => (Array.isArray(piece) ? JSON.stringify(piece) : piece)).join("");
}

function written(attrs) {
  const names = Object.keys(attrs || {}).filter((name) => attrs[name] !== null && attrs[name] !== undefined).sort();
  return names.length ? JSON.stringify(names.map((name) => [name, attrs[name]])) : "";
}
