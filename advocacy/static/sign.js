// For pages behind a personal link: an answer that finds no line waits on this device, and «close now» leaves nothing.
// Without this file the pages are whole. Of the text nothing is kept; the answer is, encrypted with a key that only the
// link itself holds, for a week at most. Words come from the page.
(() => {
  "use strict";
  const NAME = "waits:";
  const LONGEST = 7 * 24 * 3600e3;
  const form = document.getElementById("answer");
  const panel = document.getElementById("waits");
  const path = location.pathname;

  const waiting = () => Object.keys(localStorage).filter((name) => name.startsWith(NAME));
  const forgetAll = () => waiting().forEach((name) => localStorage.removeItem(name));

  document.addEventListener("submit", (event) => {
    if (!event.target.classList.contains("x")) return;
    event.preventDefault();
    try { forgetAll(); } catch { /* storage is off: nothing is there */ }
    document.title = "·";
    document.body.replaceChildren();
    fetch(event.target.action, { method: "POST", redirect: "manual", keepalive: true }).catch(() => {});
    location.replace(event.target.dataset.to);
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  if (!form || !panel) return;

  // The browser in which somebody first touches the page keeps the link: forwarded to others it asks for a code. Told
  // beside the reading, so that nobody waits for it; a program that only fetches the page touches nothing.
  const touches = ["pointerdown", "keydown", "wheel"];
  const listen = () => touches.forEach((name) => addEventListener(name, stay, { passive: true }));
  function stay(event) {
    if (!event.isTrusted) return;
    touches.forEach((name) => removeEventListener(name, stay));
    const body = new URLSearchParams({ key: form.elements.namedItem("key").value });
    fetch(path + "/here", { method: "POST", body, keepalive: true }).catch(listen);
  }
  if (navigator.cookieEnabled) listen();

  if (!window.crypto || !crypto.subtle) return;

  const digest = async (words) => new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(words)));
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const place = digest("place of " + path).then((bytes) => NAME + hex(bytes.slice(0, 12)));
  const key = digest("key of " + path).then((bytes) => crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]));

  async function keep(words) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const box = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key, new TextEncoder().encode(words)));
    localStorage.setItem(await place, JSON.stringify({ until: Date.now() + LONGEST, iv: hex(iv), box: hex(box) }));
  }

  async function kept() {
    const bytes = (text) => new Uint8Array(text.match(/../g).map((pair) => parseInt(pair, 16)));
    for (const name of waiting()) {
      if (!(JSON.parse(localStorage.getItem(name)).until > Date.now())) localStorage.removeItem(name);
    }
    const found = JSON.parse(localStorage.getItem(await place));
    if (!found) return "";
    const box = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(found.iv) }, await key, bytes(found.box));
    return new TextDecoder().decode(box);
  }

  const forget = async () => localStorage.removeItem(await place);
  let sent = "";
  let busy = false;
  let timer = 0;
  let pause = 5e3;

  function show(state) {
    panel.hidden = !state;
    panel.dataset.state = state;
    for (const each of panel.querySelectorAll("[data-when]")) each.hidden = !each.dataset.when.split(" ").includes(state);
  }

  async function send() {
    if (busy || !sent) return;
    busy = true;
    clearTimeout(timer);
    show("sending");
    const giveUp = new AbortController();
    const clock = setTimeout(() => giveUp.abort(), 60e3);
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(sent),
        redirect: "manual",
        signal: giveUp.signal,
      });
      if (answer.type === "opaqueredirect") {
        await forget();
        sent = "";
        location.replace(form.dataset.receipt);
        return;
      }
      if (answer.status < 500) {
        const page = await answer.text();
        await forget();
        sent = "";
        document.open();
        document.write(page);
        document.close();
        return;
      }
    } catch { /* no line */ } finally {
      clearTimeout(clock);
      busy = false;
    }
    if (!sent) return;
    show("waiting");
    timer = setTimeout(send, pause);
    pause = Math.min(pause * 2, 120e3);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const data = new URLSearchParams(new FormData(form));
    data.set("written", new Date().toISOString());
    sent = String(data);
    pause = 5e3;
    try { if (sent.length < 30000) await keep(sent); } catch { /* kept by this page alone */ }
    panel.scrollIntoView({ block: "center" });
    send();
  });
  panel.addEventListener("click", async (event) => {
    const wish = event.target.dataset.do;
    if (wish === "send") send();
    if (wish !== "drop") return;
    sent = "";
    clearTimeout(timer);
    await forget();
    form.reset();
    show("");
  });
  addEventListener("online", send);

  kept().then((words) => {
    if (!words) return;
    for (const [name, value] of new URLSearchParams(words)) {
      const field = form.elements.namedItem(name);
      if (!field || field.type === "hidden") continue;
      if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = true;
      else field.value = value;
    }
    sent = words;
    send();
  }).catch(forget);
})();
