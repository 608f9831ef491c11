// The toolbar: one stop for the Tab key, arrows inside; every button is a command that has a key as well.
import { el, icon } from "./dom.js";
import { selectedBlocks } from "../text/blocks.js";
import { schema } from "../text/schema.js";

const KINDS = ["paragraph", "heading1", "heading2", "heading3", "list", "numbered", "quote", "ask"];
const BUTTONS = ["strong", "emphasis", "citation", "footnote", "link", "table", "figure", "turn", "undo", "redo"];
const LETTERS = { strong: "B", emphasis: "I" };

export class Toolbar {
  /** `view` is the editor; `commands` by name; `extra` are more buttons: {name, run, pressed?}. */
  constructor(place, view, commands, words, extra = []) {
    Object.assign(this, { place, view, commands, words });
    this.kind = el("select", { "aria-label": words.kind, class: "live-kind", change: () => this.chooseKind() });
    this.kind.append(...KINDS.map((name) => el("option", { value: name }, words[name])), el("option", { value: "", hidden: true }, "–"));
    this.buttons = new Map(BUTTONS.map((name) => [name, this.button(name, () => this.run(name))]));
    for (const { name, run } of extra) this.buttons.set(name, this.button(name, run));
    this.table = el("span", { class: "live-group", hidden: true }, ...["row", "column", "drop_row", "drop_column"].map((name) => this.worded(name)));
    place.append(this.kind, ...this.buttons.values(), this.table);
    place.addEventListener("keydown", (event) => this.walk(event));
    place.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault()); // the text keeps its caret
    this.stops().forEach((stop, at) => (stop.tabIndex = at ? -1 : 0));
    this.update();
  }

  button(name, run) {
    const said = this.words[name] + keysOf(this.commands[name]);
    const button = el("button", { type: "button", "aria-label": this.words[name], title: said, "data-command": name, click: run });
    button.append(LETTERS[name] ? el("span", { class: name, "aria-hidden": "true" }, this.words[`${name}_letter`] || LETTERS[name]) : icon(name));
    return button;
  }

  worded(name) {
    return el("button", { type: "button", class: "worded", "data-command": name, click: () => this.run(name) }, this.words[name]);
  }

  run(name) {
    this.view.focus();
    this.commands[name].run(this.view.state, this.view.dispatch, this.view);
  }

  chooseKind() {
    this.run(this.kind.value);
  }

  stops() {
    return [...this.place.querySelectorAll("button, select")].filter((stop) => !stop.closest("[hidden]"));
  }

  walk(event) {
    const stops = this.stops();
    const at = stops.indexOf(document.activeElement);
    const ahead = getComputedStyle(this.place).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const behind = ahead === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const goal = { [ahead]: at + 1, [behind]: at - 1, Home: 0, End: stops.length - 1 }[event.key];
    if (event.key === "Escape") return this.view.focus();
    if (goal === undefined) return;
    event.preventDefault();
    const next = stops[(goal + stops.length) % stops.length];
    for (const stop of stops) stop.tabIndex = stop === next ? 0 : -1;
    next.focus();
  }

  /** Shows what is so at the caret. */
  update() {
    const { state } = this.view;
    this.kind.value = kindAt(state);
    const { $head } = state.selection;
    const marks = state.storedMarks || $head.marks();
    for (const name of ["strong", "emphasis"]) this.press(name, Boolean(schema.marks[name].isInSet(marks)));
    this.table.hidden = !Array.from({ length: $head.depth }, (_, depth) => $head.node(depth + 1).type.name).includes("table");
  }

  press(name, isPressed) {
    this.buttons.get(name)?.setAttribute("aria-pressed", String(isPressed));
  }
}

function kindAt(state) {
  const block = selectedBlocks(state)[0]?.node;
  if (!block) return "";
  if (block.type.name === "heading") return `heading${Math.min(block.attrs.level || 1, 3)}`;
  if (block.type.name === "list") return block.attrs.ordered ? "numbered" : "list";
  return KINDS.includes(block.type.name) ? block.type.name : "";
}

/** How a key is called where the person sits. */
export function keysOf(command) {
  const [keys] = command?.keys || [];
  return keys ? ` (${spoken(keys)})` : "";
}

export function spoken(keys) {
  const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);
  return keys.replace("Mod", isMac ? "⌘" : "Ctrl").replace("Arrow", "").split("-").map((key) => (key.length === 1 ? key.toUpperCase() : key)).join("+");
}
