// Small steps of making a page: elements, icons.

/** An element with attributes and children; functions among the attributes are listeners. */
export function el(name, attrs = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attrs)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** What somebody typed, or a name: its direction touches nothing around it. */
export const bdi = (words) => el("bdi", {}, words);

/** A pattern with %(name)s in it, as the catalogues have them, with its values. */
export const fill = (pattern, values) => pattern.replace(/%\((\w+)\)[sd]/g, (whole, name) => values[name] ?? whole);

const PATHS = {
  undo: "M8 5 4 9l4 4M4 9h8a4 4 0 0 1 0 8h-2",
  redo: "m12 5 4 4-4 4m4-4H8a4 4 0 0 0 0 8h2",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l2.4-2.4a3 3 0 0 0-4.3-4.3l-.9.9M11.5 8.5a3 3 0 0 0-4.3 0l-2.4 2.4a3 3 0 0 0 4.3 4.3l.9-.9",
  citation: "M5 3.5h8a2 2 0 0 1 2 2v11H7a2 2 0 0 1-2-2zM5 14.5a2 2 0 0 1 2-2h8M8 7h4",
  footnote: "M3.5 6h7M7 6v9M13 4l1.5-1v6",
  table: "M3.5 4.5h13v11h-13zM3.5 8.5h13M10 4.5v11",
  figure: "M3.5 4.5h13v11h-13zM3.5 13l4-4 3.5 3.5 2-2 3.5 3.5M13 7.5h.01",
  turn: "M12.5 4v12M9.5 4v12M15 4H8.5a3 3 0 0 0 0 6h1M4 14h3M5.5 12.5 4 14l1.5 1.5",
  comment: "M3.5 4.5h13v9H9l-3.5 3v-3h-2z",
  evidence: "M10 3v8.5M6.5 8 10 11.5 13.5 8M3.5 13v3.5h13V13",
  suggest: "m12.5 4 3.5 3.5L8 15.5l-4 .5.5-4zM3.5 18h13",
  help: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM8 8a2 2 0 1 1 3 1.7c-.7.4-1 .8-1 1.6M10 13.5h.01",
  people: "M7 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM2.5 16a4.5 4.5 0 0 1 9 0M13 9a2 2 0 1 0 0-4M14 11.5a4 4 0 0 1 3.5 4",
  done: "m4.5 10.5 3.5 3.5 7.5-8",
  wait: "M10 3.5a6.5 6.5 0 1 0 6.5 6.5",
  cut: "M3 3l14 14M5 8a8 8 0 0 1 2.5-1.5M12 6.3A8 8 0 0 1 15.5 8.5M7.5 11a4 4 0 0 1 2-1M10 14.5h.01",
  more: "M10 5h.01M10 10h.01M10 15h.01",
};

/** A line drawing of 20 by 20; says nothing to a screen reader. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" })) drawing.setAttribute(key, value);
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name]);
  drawing.append(path);
  return drawing;
}
