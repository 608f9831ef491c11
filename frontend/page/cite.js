// Citations in two keystrokes: @ and the first letters open the library under the caret, Enter takes what is marked.
import { Plugin, PluginKey } from "prosemirror-state";
import { isRemote } from "../text/ids.js";
import { putCitation, takesInlines } from "../text/inline.js";
import { schema } from "../text/schema.js";
import { bdi, el } from "./dom.js";

const key = new PluginKey("citations");
// «و», «ب» and their like are written onto the word that follows
const PATTERN = /(?:^|[\s([{«“"'،,;؛-])(?:[وفبلك]{1,2}ـ?)?@([^@\n\ufffc]{0,40})$/u;
const MOST = 8;
const [LOWEST, HIGHEST] = [96, 272]; // pixels
let titles = {}; // of the instruments that the page knows, by their keys

/** The asked words and where they stand: {from, to, words}; null when nothing is asked at the caret. */
export function asked(state) {
  const { $head, empty } = state.selection;
  if (!empty || !takesInlines($head)) return null;
  const before = $head.parent.textBetween(0, $head.parentOffset, undefined, "\ufffc");
  const found = PATTERN.exec(before);
  return found && { from: $head.pos - found[1].length - 1, to: $head.pos, words: found[1] };
}

/** Words as Arabic is searched: without vowels, and without the differences of alif, ta and ya. */
export function folded(words) {
  return words.toLowerCase().replace(/[\u064b-\u0652\u0640]/g, "").replace(/[أإآٱ]/g, "ا").replace(/ة/g, "ه").replace(/ى/g, "ي").trim();
}

/** The instruments that the page knows and that hold every asked word; with no words those which the text cites. */
export function known(paper, words, doc = null) {
  const cited = new Set();
  doc?.descendants((node) => { if (node.type === schema.nodes.citation) cited.add(node.attrs.key); });
  const parts = folded(words).split(/\s+/).filter(Boolean);
  const isFound = ([name, title]) => {
    const text = folded(`${name} ${title}`);
    return parts.length ? parts.every((part) => text.includes(part)) : cited.has(name);
  };
  return Object.entries(paper.references).filter(isFound).slice(0, MOST).map(([name, title]) => ({ key: name, pinpoint: "", title, note: "" }));
}

/** What the library answered, an instrument and then the places in it. */
export function offered(rows) {
  const parse = (written) => /^\[@(\S+?)(?:\s+(.*))?\]$/.exec(written) || [];
  return rows.flatMap((row) => {
    const [, name] = parse(row.write);
    const places = row.places.map((place) => ({ key: name, pinpoint: parse(place.write)[2] || "", title: parse(place.write)[2], note: place.words }));
    return [{ key: name, pinpoint: "", title: row.title, note: row.symbol }, ...places].map((one) => ({ ...one, name: row.title }));
  }).filter((one) => one.key);
}

/** The plugin; `search(words)` asks the library and answers its rows. */
export function citations({ paper, words, search }) {
  titles = paper.references;
  return new Plugin({
    key,
    state: {
      init: () => ({ asks: null, options: [], at: 0, dismissed: null }),
      apply(change, before, _, state) {
        const meta = change.getMeta(key);
        if (meta) return { ...before, ...meta };
        if (!change.docChanged && !change.selectionSet) return before;
        const asks = asked(state);
        const isNew = asks && !before.asks;
        if (!asks || (isNew && (!change.docChanged || isRemote(change)))) return { ...before, asks: null, dismissed: null };
        if (before.dismissed === asks.from) return { ...before, asks: null };
        return { ...before, asks, options: known(paper, asks.words, state.doc), at: 0 };
      },
    },
    props: {
      handleKeyDown: (view, event) => pressed(view, event),
      attributes: (state) => attributesFor(key.getState(state)),
    },
    view: (view) => new Listbox(view, words, search, paper),
  });
}

function attributesFor({ asks, options, at }) {
  if (!asks) return {};
  return { "aria-controls": "citations", "aria-autocomplete": "list", ...(options.length ? { "aria-activedescendant": `citation-${at}` } : {}) };
}

function pressed(view, event) {
  const { asks, options, at } = key.getState(view.state);
  if (!asks || event.isComposing) return false;
  const tell = (meta) => view.dispatch(view.state.tr.setMeta(key, meta)) ?? true;
  if (event.key === "Escape") return tell({ asks: null, dismissed: asks.from });
  if (!options.length) return false;
  if (event.key === "ArrowDown") return tell({ at: (at + 1) % options.length });
  if (event.key === "ArrowUp") return tell({ at: (at - 1 + options.length) % options.length });
  if (event.key === "Enter" || event.key === "Tab") return take(view, asks, options[at]);
  return false;
}

function take(view, { from, to }, option) {
  if (option.name) titles[option.key] ??= option.name;
  putCitation(from, to, option.key, option.pinpoint)(view.state, view.dispatch);
  view.focus();
  return true;
}

/** Down to where one sees: the keyboard of a telephone and the tools above it lie upon the page. */
function floorUnder(caret) {
  const { height = innerHeight, offsetTop = 0 } = globalThis.visualViewport || {};
  const bar = document.getElementById("live-toolbar").getBoundingClientRect().top;
  return Math.min(height + offsetTop, bar > caret.bottom ? bar : Infinity);
}

/** The list under the caret. */
class Listbox {
  constructor(view, words, search, paper) {
    Object.assign(this, { view, search, paper });
    this.list = el("ul", { id: "citations", role: "listbox", "aria-label": words.instruments });
    this.note = el("p", { class: "small soft", role: "status" });
    this.none = words.nothing_found;
    this.hint = words.cite_hint;
    this.dom = el("div", { class: "live-citations", hidden: true }, this.list, this.note);
    this.dom.addEventListener("mousedown", (event) => this.clicked(event));
    document.body.append(this.dom);
    this.timer = 0;
  }

  update(view, before) {
    const now = key.getState(view.state);
    const was = key.getState(before);
    if (now === was) return;
    this.dom.hidden = !now.asks;
    if (!now.asks) return clearTimeout(this.timer);
    if (now.asks.words !== was.asks?.words) this.ask(now.asks.words);
    this.draw(now);
    this.place(now.asks.from);
  }

  ask(words) {
    clearTimeout(this.timer);
    if (!words.trim()) return;
    this.timer = setTimeout(async () => {
      const rows = await this.search(words).catch(() => null);
      const now = key.getState(this.view.state);
      if (!rows || now.asks?.words !== words) return;
      const options = offered(rows);
      this.view.dispatch(this.view.state.tr.setMeta(key, { options, at: Math.min(now.at, Math.max(options.length - 1, 0)) }));
    }, 150);
  }

  draw({ options, at, asks }) {
    this.list.replaceChildren(
      ...options.map((option, index) =>
        el(
          "li",
          { id: `citation-${index}`, role: "option", "aria-selected": String(index === at), "data-at": index, class: option.pinpoint ? "place" : null },
          bdi(option.title || option.key),
          option.note ? el("span", { class: "soft small" }, " ", bdi(option.note)) : null,
        ),
      ),
    );
    this.list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
    this.note.textContent = options.length ? "" : asks.words.trim() ? this.none : this.hint;
  }

  place(from) {
    const caret = this.view.coordsAtPos(from);
    const width = this.dom.offsetWidth;
    const isRight = getComputedStyle(this.dom).direction === "rtl";
    const x = Math.min(Math.max(isRight ? caret.left - width : caret.left, 8), innerWidth - width - 8);
    const below = floorUnder(caret) - caret.bottom - 12;
    const goesUp = below < Math.min(HIGHEST, caret.top - 12);
    this.list.style.maxBlockSize = `${Math.max(Math.min(HIGHEST, goesUp ? caret.top - 12 : below), LOWEST)}px`;
    const y = goesUp ? caret.top - this.dom.offsetHeight - 6 : caret.bottom + 6;
    this.dom.style.transform = `translate(${x}px, ${y}px)`;
  }

  clicked(event) {
    event.preventDefault(); // the text keeps the focus
    const at = event.target.closest("[data-at]")?.dataset.at;
    const { asks, options } = key.getState(this.view.state);
    if (at !== undefined && asks) take(this.view, asks, options[at]);
  }

  destroy() {
    clearTimeout(this.timer);
    this.dom.remove();
  }
}
