// Looking up instruments of the library in a form: what is pressed is written as a line into the field below.
import { known, offered } from "./cite.js";
import { bdi, el } from "./dom.js";

const MOST = 6;

/** A field to search in, with what it finds as buttons; Enter takes the first. `area` gets a line «key place» of each. */
export function librarySearch(area, paper, words) {
  const search = el("input", { type: "search", id: "lookup", autocomplete: "off", dir: "auto" });
  const list = el("ul", { class: "live-found" });
  const note = el("p", { class: "small soft", role: "status" });
  let timer = 0;

  const take = ({ key, pinpoint, name, title }) => {
    paper.references[key] ??= name || title;
    const lines = area.value.split("\n").map((line) => line.trim()).filter(Boolean);
    area.value = [...new Set([...lines, [key, pinpoint].filter(Boolean).join(" ")])].join("\n");
    search.value = "";
    show([]);
    search.focus();
  };
  const show = (options, said = "") => {
    list.replaceChildren(...options.slice(0, MOST).map((option) => el("li", {}, el("button", { type: "button", click: () => take(option) }, bdi(labelOf(option))))));
    note.textContent = said;
    if (options.length) search.scrollIntoView({ block: "start" }); // a telephone shows little more than what was found
  };
  const ask = async () => {
    const asked = search.value.trim();
    if (!asked) return show([]);
    const rows = await paper.search(asked).then(offered, () => known(paper, asked)); // without a line: what the page knows
    if (search.isConnected && search.value.trim() === asked) show(rows, rows.length ? "" : words.nothing_found);
  };
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // it would send the form
    list.querySelector("button")?.click();
  });
  return el("div", { class: "live-lookup" }, el("label", { for: "lookup", class: "small" }, words.basis_search), search, list, note);
}

const labelOf = ({ name, title, pinpoint, note }) => (pinpoint ? [name, title, note].filter(Boolean).join(" · ") : title);
