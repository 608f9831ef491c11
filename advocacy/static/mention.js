// @ in a comment offers the people who can be told of it. Without this script the name is typed, which means the same.
"use strict";
(() => {
  const box = document.getElementById("mentions");
  const said = document.getElementById("mentions-said");
  const options = [...box.querySelectorAll("li")];
  // «و», «ب» and their like are written onto the word that follows
  const ASKED = /(?:^|[\s([{«“"'،,;؛-])(?:[وفبلك]{1,2}ـ?)?[@＠]([^@＠\n]{0,40})$/u;
  let area = null, from = -1, closed = -1, at = 0;

  // as papers/arabic.py folds to search: without vowels, hamza and accents, one alif, one ya
  const LEVEL = { "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك" };
  const folded = (words) => words.toLowerCase().replace(/[ءؤئ]/g, "").normalize("NFKD").replace(/[\p{M}\u0640\u200c]/gu, "")
    .replace(/[ٱىیةک]/g, (one) => LEVEL[one]).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const bare = (word) => word.replace(/^([وفبك]?ال|و?لل)(?=..)/, "");
  const matches = (option, parts) => {
    const words = option.dataset.foundBy.split(" ");
    return parts.every((part) => words.some((word) => word.startsWith(part) || word.startsWith(bare(part))));
  };
  const shown = () => options.filter((option) => !option.hidden);

  const close = () => {
    box.hidden = true;
    said.textContent = "";
    for (const name of ["aria-controls", "aria-autocomplete", "aria-activedescendant"]) area?.removeAttribute(name);
  };
  const mark = (to) => {
    const found = shown();
    at = (to + found.length) % found.length;
    for (const option of options) option.ariaSelected = String(option === found[at]);
    area.setAttribute("aria-activedescendant", found[at].id);
    found[at].scrollIntoView({ block: "nearest" });
  };
  const look = (target, isTyping) => {
    if (area !== target) closed = -1;
    if (area && area !== target) close();
    area = target;
    const before = area.value.slice(0, area.selectionStart);
    const asked = area.selectionStart === area.selectionEnd ? ASKED.exec(before) : null;
    const start = asked ? before.length - asked[1].length : -1;
    if (start < 0 || start !== closed) closed = -1;
    if (start < 0 || start === closed || (box.hidden && !isTyping)) return close();
    const parts = folded(asked[1]);
    for (const option of options) option.hidden = !matches(option, parts);
    if (!shown().length) return close();
    from = start;
    if (box.hidden) {
      area.after(box);
      box.style.inlineSize = `${area.offsetWidth}px`;
      box.hidden = false;
      area.setAttribute("aria-controls", "mentions-list");
      area.setAttribute("aria-autocomplete", "list");
      said.textContent = said.dataset.hint;
      box.scrollIntoView({ block: "nearest" }); // the keyboard of a telephone lies upon the page
    }
    mark(0);
  };
  const take = (option) => {
    const end = area.selectionStart;
    const gap = /^\s/.test(area.value.slice(end)) ? "" : " ";
    area.setRangeText(`${option.dataset.write}${gap}`, from, end, "end");
    closed = from;
    close();
    area.focus();
  };

  const isOurs = ({ target }) => target.matches?.("[data-mentions]");
  document.addEventListener("input", (event) => isOurs(event) && !event.isComposing && look(event.target, true));
  document.addEventListener("compositionend", (event) => isOurs(event) && look(event.target, true));
  document.addEventListener("click", (event) => isOurs(event) && look(event.target, false));
  document.addEventListener("keyup", (event) => isOurs(event) && /^(Arrow(Left|Right)|Home|End)$/.test(event.key) && look(event.target, false));
  document.addEventListener("focusout", (event) => isOurs(event) && close());
  document.addEventListener("keydown", (event) => {
    if (box.hidden || event.isComposing || !isOurs(event)) return;
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Enter" || event.key === "Tab") take(shown()[at]);
    else if (event.key === "Escape") (closed = from, close());
    else return;
    event.preventDefault();
  });
  box.addEventListener("mousedown", (event) => event.preventDefault()); // the comment keeps the focus
  box.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) take(option);
  });
})();
