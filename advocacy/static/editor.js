// The text editor's comforts. Without this script the page works all the same: type, preview, save.
"use strict";
(() => {
  const form = document.getElementById("editor");
  const field = document.getElementById("source");
  if (!form || !field) return;
  const state = document.getElementById("state");
  const pane = document.getElementById("preview-body");
  const box = form.querySelector(".editor-cite");
  const ask = document.getElementById("cite");
  const found = document.getElementById("cite-found");
  let kept = field.value, leaving = false, timer = 0, retry = 0, turn = 0, caret = 0;

  const data = () => {
    const body = new FormData();
    for (const name of ["csrf_token", "base"]) {
      const hidden = form.querySelector(`[name="${name}"]`);
      if (hidden) body.set(name, hidden.value);
    }
    body.set("source", field.value);
    return body;
  };
  const say = (words, bad) => { state.textContent = words; state.classList.toggle("error", !!bad); };

  // --- kept on every pause, shown as it will read ---
  const keep = async () => {
    const words = field.value;
    if (words === kept) return;
    try {
      const answer = await fetch(form.dataset.sheet, { method: "POST", body: data() });
      if (!answer.ok) throw new Error(answer.status);
      kept = words;
      say((await answer.json()).kept);
    } catch {
      say(form.dataset.lost, true);
      clearTimeout(retry);
      retry = setTimeout(keep, 8000);
    }
  };
  const show = async () => {
    const mine = ++turn;
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: data() });
      const page = await answer.text();
      if (mine !== turn || !answer.ok) return;
      pane.innerHTML = page; // rendered and escaped by the server
      pane.closest("section").hidden = false;
    } catch { /* the line is down: keep() says so */ }
  };
  const changed = () => {
    if (field.value !== kept) say(form.dataset.typing);
    clearTimeout(timer);
    timer = setTimeout(() => { keep(); show(); }, 1500);
  };
  field.addEventListener("input", changed);
  if (matchMedia("(min-width: 60rem)").matches) show(); // a telephone pays for every byte: there it waits for the first word
  form.addEventListener("submit", () => { leaving = true; });
  addEventListener("pagehide", () => {
    if (!leaving && field.value !== kept) navigator.sendBeacon(form.dataset.sheet, data());
  });
  addEventListener("beforeunload", (event) => { if (!leaving && field.value !== kept) event.preventDefault(); });

  // --- marks; execCommand because it keeps the browser's own undo ---
  const write = (text) => {
    field.focus();
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      changed();
    }
  };
  const wrap = (before, after) => {
    const { selectionStart: from, selectionEnd: to } = field;
    write(before + field.value.slice(from, to) + after);
    if (from === to) field.selectionStart = field.selectionEnd = from + before.length;
  };
  const atLine = (mark) => {
    const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
    const to = field.selectionEnd;
    const lines = field.value.slice(from, to).split("\n");
    field.setSelectionRange(from, to);
    write(lines.map((line, n) => (mark === "1. " ? `${n + 1}. ` : mark) + line).join("\n"));
  };
  const bar = form.querySelector(".editor-bar");
  const buttons = [...bar.querySelectorAll("button")];
  bar.hidden = false;
  document.getElementById("preview-button").hidden = true;
  buttons.forEach((button, n) => { button.tabIndex = n ? -1 : 0; });
  bar.addEventListener("click", ({ target }) => {
    const { dataset } = target.closest("button") || { dataset: {} };
    if ("cite" in dataset) openCite();
    else if (dataset.line) atLine(dataset.line);
    else if (dataset.wrap) wrap(dataset.wrap, dataset.wrap);
    else if (dataset.before) wrap(dataset.before, dataset.after);
    else if (dataset.block) write(`\n\n${dataset.block}\n`);
  });
  bar.addEventListener("keydown", (event) => {
    const ahead = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const step = event.key === ahead ? 1 : /^Arrow(Left|Right)$/.test(event.key) ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
    buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
    next.focus();
  });
  field.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    if (event.code === "KeyB") { event.preventDefault(); wrap("**", "**"); }
    if (event.code === "KeyS") { event.preventDefault(); keep(); }
  });

  // --- citations: @ opens the library ---
  const openCite = (typed) => {
    caret = field.selectionStart;
    box.hidden = false;
    box.dataset.typed = typed ? "yes" : "";
    ask.value = "";
    found.replaceChildren();
    ask.focus();
  };
  const closeCite = (written) => {
    box.hidden = true;
    ask.setAttribute("aria-expanded", "false");
    field.focus();
    const from = box.dataset.typed && written ? caret - 1 : caret;
    field.setSelectionRange(from, caret);
    if (written) write(written);
  };
  field.addEventListener("input", (event) => { if (event.data === "@") openCite(true); });
  const option = (written, words, small) => {
    const line = document.createElement("li");
    line.role = "option";
    line.tabIndex = -1;
    line.dataset.write = written;
    const name = document.createElement("bdi");
    name.textContent = words;
    const note = document.createElement("bdi");
    note.className = "soft small";
    note.textContent = small;
    line.append(name, " ", note);
    return line;
  };
  let asked = 0;
  ask.addEventListener("input", () => {
    clearTimeout(asked);
    asked = setTimeout(async () => {
      const words = ask.value;
      const rows = await fetch(`${form.dataset.cite}&q=${encodeURIComponent(words)}`).then((a) => a.json()).catch(() => []);
      if (words !== ask.value) return;
      found.replaceChildren(...rows.flatMap((row) => [
        option(row.write, row.title, [row.symbol, row.check ? form.dataset.check : ""].filter(Boolean).join(" · ")),
        ...row.places.map((place) => option(place.write, place.write, place.words)),
      ]));
      if (!rows.length && words.trim()) found.textContent = form.dataset.none;
      ask.setAttribute("aria-expanded", rows.length ? "true" : "false");
    }, 200);
  });
  box.addEventListener("keydown", (event) => {
    const lines = [...found.querySelectorAll("li")];
    const at = lines.indexOf(document.activeElement);
    const go = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (event.key === "Escape") closeCite();
    else if (event.key === "Enter" && lines.length) closeCite(lines[Math.max(at, 0)].dataset.write);
    else if (go !== undefined) (lines[go] || ask).focus();
    else return;
    event.preventDefault();
  });
  found.addEventListener("click", ({ target }) => {
    const line = target.closest("li");
    if (line) closeCite(line.dataset.write);
  });
})();
