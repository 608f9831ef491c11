// The board looks again by itself. Without this script it stands as it was when the page came, with a link to look again.
"use strict";
(() => {
  const watch = document.querySelector("[data-watch]");
  if (!watch) return;
  const OFTEN = 15000, SELDOM = 120000;
  const note = watch.appendChild(document.createElement("span"));
  note.setAttribute("role", "status");
  let mark = "", pause = OFTEN, timer = 0;

  const dress = () => {
    for (const line of document.querySelectorAll(".copy")) line.hidden = !navigator.clipboard;
  };
  // Nobody loses the place at which they read, copy or type.
  const isBusy = (piece) => piece.contains(document.activeElement) ||
    (!getSelection().isCollapsed && piece.contains(getSelection().anchorNode));
  const show = (words) => {
    const page = new DOMParser().parseFromString(words, "text/html");
    const pieces = [...document.querySelectorAll("[data-live]")];
    if (pieces.some(isBusy)) return false;
    for (const piece of pieces) {
      const open = new Set([...piece.querySelectorAll("details[open][id]")].map((one) => one.id));
      const fresh = page.getElementById(piece.id);
      if (!fresh) continue;
      piece.replaceChildren(...fresh.childNodes); // rendered and escaped by the server
      for (const id of open) { const one = document.getElementById(id); if (one) one.open = true; }
    }
    dress();
    return true;
  };
  const look = async () => {
    try {
      const answer = await fetch(watch.dataset.watch, { cache: "no-store", headers: mark ? { "If-None-Match": mark } : {} });
      if (answer.status === 200) {
        if (!answer.redirected && show(await answer.text())) mark = answer.headers.get("ETag") || "";
      } else if (answer.status !== 304) throw new Error(answer.status);
      watch.classList.remove("lost");
      note.textContent = "";
      pause = OFTEN;
      const now = new Date(), time = document.getElementById("as-of");
      time.textContent = now.toLocaleTimeString(document.documentElement.lang + "-u-nu-latn", { hour: "2-digit", minute: "2-digit" });
    } catch {
      watch.classList.add("lost");
      note.textContent = ` · ${watch.dataset.lost}`;
      pause = Math.min(pause * 2, SELDOM);
    }
    plan();
  };
  const plan = () => {
    clearTimeout(timer);
    if (watch.dataset.watch && !document.hidden) timer = setTimeout(look, pause);
  };
  document.addEventListener("visibilitychange", () => { if (watch.dataset.watch && !document.hidden) look(); });
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = watch.dataset.copied;
  });
  dress();
  plan();
})();
