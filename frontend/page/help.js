// The list of keys and of what typing turns into what.
import { el } from "./dom.js";
import { show } from "./dialog.js";
import { spoken } from "./toolbar.js";

/** Shows the help: every command with its key, then the marks of the keyboard. */
export function showHelp(commands, words) {
  const line = (label, keys) => [el("dt", {}, label), el("dd", {}, el("kbd", { dir: "ltr" }, keys))];
  const lines = Object.entries(commands)
    .filter(([name, { keys }]) => keys.length && words[name])
    .flatMap(([name, { keys }]) => line(words[name], keys.map(spoken).join("  ")));
  const typed = Object.entries(words.typed).flatMap(([keys, label]) => line(label, keys));
  show({
    title: words.help,
    words,
    content: [el("dl", { class: "live-keys" }, ...lines), el("h3", {}, words.while_typing), el("dl", { class: "live-keys" }, ...typed)],
  });
}
