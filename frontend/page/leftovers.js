// Words that could no longer be sent: from before a freeze, or refused. They are shown as text to copy, never dropped.
import { el } from "./dom.js";
import { show } from "./dialog.js";

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
