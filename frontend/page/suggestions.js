// The suggestions of the text in a list: by whom, what; accepting and rejecting one by one or all of an author.
import { Selection } from "prosemirror-state";
import { decide, suggestionsIn } from "../suggest/decide.js";
import { bdi, el, fill } from "./dom.js";

const LONGEST = 120;

export class Suggestions {
  constructor(place, view, { words, names, rights, me, after }) {
    Object.assign(this, { place, view, words, names, rights, me, after });
    this.timer = 0;
    this.draw();
  }

  /** Draws again soon: a list that moves at every letter cannot be read. */
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), 300);
  }

  draw() {
    const found = suggestionsIn(this.view.state.doc);
    const print = JSON.stringify([found.map(({ from, to, ...one }) => one), this.rights.mode]);
    if (print === this.print) return;
    this.print = print;
    const active = document.activeElement?.closest?.("[data-suggestion]")?.dataset.suggestion;
    const authors = new Map(found.map((one) => [one.person, this.nameOf(one.person)]));
    this.place.replaceChildren(
      ...(found.length ? found.map((one) => this.entry(one)) : [el("li", { class: "soft" }, this.words.no_suggestions)]),
      ...(this.mayDecide() && found.length > 1 ? [...authors].map((author) => this.allOf(...author)) : []),
    );
    if (active) this.place.querySelector(`[data-suggestion="${CSS.escape(active)}"] button`)?.focus();
  }

  mayDecide() {
    return this.rights.mode === "write";
  }

  nameOf(person) {
    return this.names()[person] || this.words.somebody;
  }

  entry(one) {
    const { words } = this;
    const buttons = [el("button", { type: "button", class: "button quiet small", click: () => this.goTo(one.id) }, words.show)];
    if (this.mayDecide()) buttons.push(this.decider(words.accept, one, true), this.decider(words.reject, one, false));
    else if (one.person === String(this.me.id)) buttons.push(this.decider(words.withdraw, one, false));
    return el(
      "li",
      { "data-suggestion": one.id },
      el("p", { class: "small soft" }, bdi(this.nameOf(one.person)), " · ", one.kind === "both" ? words.replaces : words[one.kind]),
      el("p", {}, ...this.shown(one)),
      el("p", { class: "live-decide" }, ...buttons),
    );
  }

  shown({ kind, gone, come, text }) {
    if (kind === "change") return [bdi(short(text))];
    return [gone ? el("del", {}, bdi(short(gone))) : null, " ", come ? el("ins", {}, bdi(short(come))) : null].filter(Boolean);
  }

  decider(label, { id, person }, accept) {
    const words = fill(this.words.of_whom, { what: label, name: this.nameOf(person) });
    return el("button", { type: "button", class: "button small quiet", "aria-label": words, click: () => this.settle((one) => one.id === id, accept) }, label);
  }

  allOf(person, name) {
    const button = (pattern, accept) =>
      el("button", { type: "button", class: "button small quiet", click: () => this.settle((one) => one.person === person, accept) }, fill(pattern, { name }));
    return el("li", { class: "live-all" }, button(this.words.accept_all, true), " ", button(this.words.reject_all, false));
  }

  settle(concerns, accept) {
    decide(concerns, accept)(this.view.state, (change) => this.view.dispatch(change.setMeta("settles", true)));
    this.draw();
    this.after();
    (this.place.querySelector("button") || this.view.dom).focus();
  }

  goTo(id) {
    const one = suggestionsIn(this.view.state.doc).find((found) => found.id === id);
    if (!one) return;
    const { doc, tr } = this.view.state;
    this.view.dispatch(tr.setSelection(Selection.near(doc.resolve(Math.min(one.from + 1, doc.content.size)))).scrollIntoView());
    this.view.focus();
  }
}

const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
