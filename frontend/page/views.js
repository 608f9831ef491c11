// How asks, citations and notes look while they are written; pressing them opens their form.
import { bdi, el } from "./dom.js";
import { wholeDirection } from "../text/direction.js";
import { suggestedAs } from "../text/schema.js";

/** The views of nodes that show more than their words. `open(view, at)` opens a node's form; `paper` has its words. */
export function nodeViews(paper, words, open) {
  return {
    ask: (node, view, at) => new AskView(node, view, at, paper, words, open),
    citation: (node, view, at) => new CitationView(node, view, at, paper, open),
  };
}

class AskView {
  constructor(node, view, at, paper, words, open) {
    Object.assign(this, { paper, words });
    const press = () => view.editable && open(view, at());
    this.lead = el("button", { type: "button", class: "ask-lead", contenteditable: "false", title: words.edit_ask, click: press });
    this.contentDOM = el("p", { class: "ask-words" });
    this.foot = el("div", { class: "ask-foot", contenteditable: "false" });
    this.dom = el("div", { class: "ask" }, this.lead, this.contentDOM, this.foot);
    this.draw(node);
  }

  draw(node) {
    this.node = node;
    const { verb, addressee, due, basis } = node.attrs;
    for (const name of ["data-suggested", "data-suggestion"]) this.dom.removeAttribute(name);
    for (const [name, value] of Object.entries({ "data-id": node.attrs.id, ...suggestedAs(node) })) this.dom.setAttribute(name, value);
    this.lead.replaceChildren(leadOf(this.paper, verb || "demand", addressee));
    const lines = [
      due ? el("span", {}, `${this.words.due} `, bdi(due)) : null,
      basisOf(basis).length ? el("span", {}, `${this.words.basis} `, bdi(basisOf(basis).map(([key, pinpoint]) => cited(this.paper, key, pinpoint)).join("؛ "))) : null,
    ].filter(Boolean);
    this.foot.replaceChildren(...lines);
    this.foot.hidden = !lines.length;
    this.contentDOM.dir = wholeDirection(node.textContent, this.paper.dir) || "";
    this.contentDOM.classList.toggle("whole", Boolean(this.contentDOM.dir));
    const unknown = basisOf(basis).map(([key]) => key).filter((key) => !this.paper.references[key]);
    for (const key of unknown) this.paper.find?.(key).then((title) => title && this.draw(this.node), () => {});
  }

  update(node) {
    if (node.type.name !== "ask") return false;
    this.draw(node);
    return true;
  }

  stopEvent({ target }) {
    return this.lead.contains(target);
  }

  ignoreMutation({ target, type }) {
    return type !== "selection" && !this.contentDOM.contains(target);
  }
}

/** How an ask begins in the language of the paper: «ندعو مجلس الأمن إلى», "We urge … to". */
export function leadOf(paper, verb, addressee) {
  const [said, before, joins, alone] = paper.phrases[verb] || paper.phrases.demand;
  return addressee ? [said, before, addressee, joins].filter(Boolean).join(" ") : alone;
}

/** The legal basis of an ask as pairs of key and pinpoint. */
export function basisOf(basis) {
  try {
    const pairs = JSON.parse(basis || "[]");
    return Array.isArray(pairs) ? pairs.filter((pair) => Array.isArray(pair)).map(([key, pinpoint]) => [String(key), String(pinpoint || "")]) : [];
  } catch {
    return [];
  }
}

/** An instrument as it is shown: its official title, and the place inside it. */
export function cited(paper, key, pinpoint) {
  return [paper.references[key] || key, pinpoint].filter(Boolean).join(paper.dir === "rtl" ? "، " : ", ");
}

class CitationView {
  constructor(node, view, at, paper, open) {
    this.paper = paper;
    this.dom = el("cite", { tabindex: "-1", contenteditable: "false", dblclick: () => view.editable && open(view, at()) });
    this.draw(node);
  }

  draw(node) {
    const { key, pinpoint } = node.attrs;
    this.dom.className = this.paper.references[key] ? "" : "unknown";
    for (const name of ["data-suggested", "data-suggestion"]) this.dom.removeAttribute(name);
    for (const [name, value] of Object.entries({ "data-key": key, ...suggestedAs(node) })) this.dom.setAttribute(name, value);
    this.dom.replaceChildren(bdi(cited(this.paper, key, pinpoint)));
    if (!this.paper.references[key]) this.paper.find?.(key).then((title) => title && this.draw(node), () => {});
  }

  ignoreMutation() {
    return true;
  }

  update(node) {
    if (node.type.name !== "citation") return false;
    this.draw(node);
    return true;
  }
}
