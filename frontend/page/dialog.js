// Dialogs: a few fields, one button that does it, one that leaves. The browser's own <dialog> keeps the focus inside.
import { el } from "./dom.js";

/**
 * Asks for values; a promise of {name: value}, or null when the person leaves.
 *
 * A field is {name, label, value?, hint?, kind?: "text" | "select" | "file" | "area", options?, required?, dir?, rows?, above?}:
 * `above(input)` makes what stands over it.
 */
export function askFor({ title, fields, words, extra = [] }) {
  return new Promise((resolve) => {
    const inputs = fields.map(inputFor);
    const form = el(
      "form",
      { method: "dialog" },
      el("h2", { id: "dialog-title" }, title),
      ...fields.map((field, at) => wrapped(field, inputs[at])),
      el(
        "div",
        { class: "actions" },
        el("button", { class: "button", value: "do" }, words.apply),
        ...extra.map(({ label, value }) => el("button", { class: "button quiet", value, formnovalidate: true }, label)),
        el("button", { class: "button quiet", value: "", formnovalidate: true }, words.cancel),
      ),
    );
    const dialog = el("dialog", { class: "live-dialog", "aria-labelledby": "dialog-title" }, form);
    dialog.addEventListener("close", () => {
      const chosen = dialog.returnValue;
      const values = Object.fromEntries(fields.map(({ name }, at) => [name, inputs[at].type === "file" ? inputs[at].files[0] : inputs[at].value.trim()]));
      dialog.remove();
      resolve(chosen ? { ...values, chosen } : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    inputs[0]?.focus();
  });
}

function inputFor({ name, value = "", kind = "text", options, required, dir = "auto", accept, list, rows = 4 }) {
  const shared = { id: `dialog-${name}`, name, required };
  if (kind === "select") {
    return el("select", shared, ...options.map(([key, label]) => el("option", { value: key, selected: key === value }, label)));
  }
  if (kind === "area") return Object.assign(el("textarea", { ...shared, dir, rows }), { value });
  if (kind === "file") return el("input", { ...shared, type: "file", accept });
  return Object.assign(el("input", { ...shared, type: "text", dir, list, autocomplete: "off" }), { value });
}

function wrapped({ name, label, hint, above }, input) {
  if (hint) input.setAttribute("aria-describedby", `dialog-${name}-hint`);
  return el(
    "div",
    { class: "field" },
    el("label", { for: input.id }, label),
    hint ? el("p", { class: "hint", id: `dialog-${name}-hint` }, hint) : null,
    above ? above(input) : null,
    input,
  );
}

/** Shows something to read, with one button to close it. */
export function show({ title, content, words, close = words.close, onClose = () => {} }) {
  const dialog = el(
    "dialog",
    { class: "live-dialog wide", "aria-labelledby": "shown-title" },
    el("h2", { id: "shown-title", tabindex: "-1", autofocus: true }, title), // read from its beginning
    ...content,
    el("form", { method: "dialog", class: "actions" }, el("button", { class: "button" }, close)),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

