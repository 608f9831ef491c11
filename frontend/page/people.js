// Who is here: names and carets in the text, and the same as a list in words.
import { bdi, el, fill, icon } from "./dom.js";

const COLOURS = ["#14532d", "#1d4ed8", "#9a3412", "#6b21a8", "#0f766e", "#9d174d"]; // all of them dark enough for white letters

/** Everybody's colour, by who they are. */
export const colourOf = (person) => COLOURS[Math.abs(Number(person) || 0) % COLOURS.length];

/** How carets and selections of others are drawn. */
export const cursors = {
  cursorBuilder: ({ name, color }) =>
    el("span", { class: "live-caret", style: `--whose: ${color}` }, "\u2060", el("bdi", { contenteditable: "false" }, name), "\u2060"),
  selectionBuilder: ({ color }) => ({ class: "live-selection", style: `--whose: ${color}` }),
};

/** Keeps the names at others' carets inside the sheet, once a frame: at the edge of a telephone they would be cut off. */
export function keepNamesInside({ dom }) {
  cancelAnimationFrame(placing);
  placing = requestAnimationFrame(() => {
    const sheet = dom.getBoundingClientRect();
    for (const name of dom.querySelectorAll(".live-caret bdi")) {
      name.style.translate = "";
      const { left, right } = name.getBoundingClientRect();
      const away = Math.max(sheet.left - left, 0) || Math.min(sheet.right - right, 0);
      if (away) name.style.translate = `${away}px`;
    }
  });
}
let placing = 0;

/** Keeps the list in `place` and the number in `count` up to date; people with several windows are named once. */
export function listPeople(place, count, awareness, me, words) {
  const draw = () => {
    const others = new Map();
    for (const { user } of awareness.getStates().values()) if (user && user.id !== me.id) others.set(user.id, user);
    const lines = [...others.values()].map((user) => el("li", {}, el("span", { class: "live-dot", style: `--whose: ${colourOf(user.id)}` }), bdi(String(user.name).slice(0, 80))));
    place.replaceChildren(el("li", {}, el("span", { class: "live-dot", style: `--whose: ${colourOf(me.id)}` }), bdi(me.name), ` (${words.you})`), ...lines);
    place.dataset.count = others.size + 1;
    const said = others.size ? fill(words.here_too, { names: [...others.values()].map(({ name }) => name).join(words.comma) }) : words.alone;
    count.hidden = !others.size;
    count.setAttribute("aria-label", said);
    count.replaceChildren(icon("people"), String(others.size + 1));
  };
  awareness.on("change", draw);
  draw();
}
