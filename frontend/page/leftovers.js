// Words that could no longer be sent: from before a freeze, or refused. They are shown as text to copy, never dropped.
import * as Y from "yjs";
import { Keep, nameOf } from "../live/keep.js";
import { el } from "./dom.js";
import { show } from "./dialog.js";

/** The lines that this device keeps of earlier epochs of the text and that are not in it now. */
export async function linesLeftBehind(page, doc) {
  if (!page.key || !globalThis.indexedDB?.databases) return [];
  const now = new Set(linesOf(doc));
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const epoch = Number(new RegExp(`^${nameOf({ text: page.text, person: page.me.id, epoch: "(\\d+)" })}$`).exec(name)?.[1]);
    if (!epoch || epoch >= page.epoch) continue;
    const old = new Y.Doc();
    const keep = new Keep({ doc: old, name, key: page.key });
    if (await keep.load().catch(() => false)) found.push(...yLines(old.getXmlFragment("text")).filter((line) => !now.has(line)));
    await keep.clear();
    old.destroy();
  }
  return [...new Set(found)];
}

function linesOf(doc) {
  const lines = [];
  doc.descendants((node) => {
    if (node.isTextblock) lines.push(node.textContent);
    return !node.isTextblock;
  });
  return lines;
}

function yLines(element) {
  const parts = element.toArray();
  if (parts.some((part) => part instanceof Y.XmlText)) return [parts.map(wordsIn).join("")].filter((line) => line.trim());
  return parts.flatMap((part) => (part instanceof Y.XmlElement ? yLines(part) : []));
}

function wordsIn(part) {
  if (part instanceof Y.XmlText) return part.toDelta().map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");
  return part instanceof Y.XmlElement ? part.toArray().map(wordsIn).join("") : "";
}

/** Shows what happened and, if there are any, the words to copy; then the page may be loaded again. */
export function showLeftBehind(lines, words, { said = words.left_behind, reload = false } = {}) {
  if (!lines.length && !reload && said === words.left_behind) return;
  const area = el("textarea", { rows: 10, readonly: true, dir: "auto", "aria-label": words.your_words });
  area.value = lines.join("\n\n");
  const copy = el("button", { type: "button", class: "button quiet", click: () => navigator.clipboard?.writeText(area.value).catch(() => area.select()) }, words.copy);
  show({
    title: words.attention,
    words,
    close: reload ? words.load_again : words.close,
    onClose: () => reload && location.reload(),
    content: [el("p", {}, said), ...(lines.length ? [el("p", {}, words.your_words_kept), area, copy] : [])],
  });
}
