// The page of the live editor: brings the text, the line to the server and everything around it together.
import { Awareness } from "y-protocols/awareness";
import { Selection } from "prosemirror-state";
import * as Y from "yjs";
import { Connection } from "../live/connection.js";
import { canKeep, forgetAll, Keep, nameOf } from "../live/keep.js";
import { requestsWay, socketWay } from "../live/ways.js";
import { commandsFor } from "../text/keys.js";
import { VERSION } from "../text/schema.js";
import { besideCommands } from "./beside.js";
import { citations } from "./cite.js";
import { el } from "./dom.js";
import { editor } from "./editor.js";
import { formCommands, openAt } from "./forms.js";
import { showHelp } from "./help.js";
import { hints } from "./hints.js";
import { notesApart } from "./notes.js";
import { pasting } from "./paste.js";
import { colourOf, cursors, keepNamesInside, listPeople } from "./people.js";
import { fetched, renewing } from "./renewal.js";
import { Server } from "./server.js";
import { Status } from "./status.js";
import { Suggestions } from "./suggestions.js";
import { Toolbar } from "./toolbar.js";
import { nodeViews } from "./views.js";

const byId = (id) => document.getElementById(id);
const timers = { set: (act, time) => setTimeout(act, time), clear: (timer) => clearTimeout(timer) };

async function begin(root) {
  const page = JSON.parse(root.dataset.page);
  const { words, paper, me } = page;
  const doc = new Y.Doc();
  const server = new Server(page);
  const say = (said) => toast(said);
  const late = { server, words, say, key: page.key, schema: VERSION, encode: Y.encodeStateAsUpdate, Doc: Y.Doc, Keep, load: loadLate };
  const status = new Status(byId("live-status"), words);

  let fresh = await untilThere(() => server.token(), say, words);
  const { text, epoch, mode, path } = fresh;
  Object.assign(page, { text, epoch });
  page.urls.live = path;
  const rights = { mode, bySuggesting: false };
  const keep = await keptHere(page, doc, status);
  const { since, early } = keep?.hasText ? {} : await untilThere(() => server.load(doc), say, words);
  root.removeAttribute("aria-busy");
  byId("live-wait")?.remove();

  const awareness = new Awareness(doc);
  awareness.setLocalStateField("user", { id: me.id, name: me.name, color: colourOf(me.id) });
  // before the editor, which mends what its schema does not know: that waits to be sent as well
  const connection = new Connection({
    doc,
    awareness,
    ways: [socketWay(path, early), requestsWay(path)],
    getToken: async () => [fresh ?? (await server.token()), (fresh = null)][0],
    schema: VERSION,
    epoch: page.epoch,
    since,
    timers,
    on: {
      state: (now) => status.keptThere(now),
      rights: ({ mode }) => {
        if (rights.mode === mode) return;
        rights.mode = mode;
        showMode();
      },
      stopped: async (notice) => {
        rights.mode = "read";
        showMode();
        view.setProps({ editable: () => false });
        (await late.load()).stopped(notice, connection, keep, late);
      },
    },
  });

  paper.find = once(async (key) => {
    const row = (await server.search(key)).find(({ write }) => write.startsWith(`[@${key}`));
    return row && (paper.references[key] = row.title);
  });
  paper.search = (asked) => server.search(asked);
  const commands = { ...commandsFor(paper.dir), ...formCommands(paper, words, say), ...besideCommands(page.urls) };
  commands.citation = { keys: ["@"], run: (state, dispatch) => dispatch?.(state.tr.insertText(spaced(state, "@"))) ?? true };
  commands.help = { keys: ["F1", "Mod-/"], run: () => showHelp(commands, words) ?? true };
  commands.toolbar = { keys: ["Alt-F10"], run: () => byId("live-toolbar").querySelector('[tabindex="0"]').focus() ?? true };
  commands.suggest = { keys: ["Mod-Alt-s"], run: () => chooseMode() };

  let toolbar = null;
  let suggestions = null;
  let renew = null;
  const view = editor({
    place: byId("live-text"),
    fragment: doc.getXmlFragment("text"),
    awareness,
    commands: keyed(commands),
    rights,
    person: String(me.id),
    paper,
    cursors,
    views: nodeViews(paper, words, (where, at) => openAt(where, at, paper, words)),
    plugins: [
      citations({ paper, words, search: paper.search }),
      hints(words),
      notesApart(),
      pasting({ read: (html) => server.read(html), say, words }),
    ],
    attributes: { role: "textbox", "aria-multiline": "true", "aria-label": words.text, lang: paper.lang, dir: paper.dir, spellcheck: "true", class: "text" },
    refused: () => say(words.cannot_suggest),
    changed: (view, docChanged) => {
      keepNamesInside(view);
      toolbar?.update();
      if (!docChanged) return;
      suggestions?.soon();
      renew?.();
    },
  });

  function chooseMode() {
    if (rights.mode === "write") rights.bySuggesting = !rights.bySuggesting;
    showMode();
    return true;
  }
  function showMode() {
    const suggests = rights.mode === "suggest" || rights.bySuggesting;
    toolbar.press("suggest", suggests);
    root.dataset.mode = rights.mode === "read" ? "read" : suggests ? "suggest" : "write";
    byId("live-mode").textContent = words[`mode_${root.dataset.mode}`];
    view.setProps({}); // reading or writing may have changed
    suggestions.draw();
  }

  const beside = ["comment", "evidence"].filter((name) => commands[name]).map((name) => ({ name, run: () => toolbar.run(name) }));
  toolbar = new Toolbar(byId("live-toolbar"), view, commands, words, [
    ...beside,
    { name: "suggest", run: chooseMode },
    { name: "help", run: () => showHelp(commands, words) },
  ]);
  const names = () => ({ ...page.people, ...Object.fromEntries([...awareness.getStates().values()].map(({ user }) => user && [user.id, user.name]).filter(Boolean)) });
  suggestions = new Suggestions(byId("live-suggestions"), view, { words, names, rights, me, after: () => toolbar.update() });
  showMode();
  byId("live-hints").addEventListener("click", (event) => leadTo(event, view));
  renew = renewing(fetched(byId("live-hints"), () => server.hints()), timers);
  listPeople(byId("live-people"), byId("live-count"), awareness, me, words);

  connection.start();
  watchTheWindow(connection, keep);
  byId("live-save")?.addEventListener("submit", (event) => saveAll(event, connection, say, words));
  const before = await keptBefore(page);
  if (!before.length) return;
  (await late.load()).bringAll(before, view.state.doc, late);
}

/** What few pages need: for words that are late, and for the end of a line. Fetched again until it comes. */
async function loadLate() {
  for (let turn = 1; ; turn += 1) {
    try {
      return await import(`${this.server.urls.late}&${turn}`); // what failed once browsers do not ask for again
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 3_000));
    }
  }
}

/** The names of what this device keeps of earlier documents of the text. */
async function keptBefore(page) {
  if (!page.key || !globalThis.indexedDB?.databases) return [];
  const ours = nameOf({ text: page.text, person: page.me.id, epoch: "" });
  const names = (await indexedDB.databases()).map(({ name }) => name).filter((name) => name.startsWith(ours));
  return names.filter((name) => Number(name.slice(ours.length)) < page.epoch);
}

/** What this device keeps of the text; null when it keeps nothing. */
async function keptHere(page, doc, status) {
  const box = byId("live-keep");
  const chosen = readChoice();
  const keeps = (chosen ?? page.keep) && canKeep() && page.key;
  box.checked = Boolean(keeps);
  box.disabled = !canKeep();
  box.addEventListener("change", async () => {
    writeChoice(box.checked);
    if (!box.checked) await forgetAll();
    location.reload();
  });
  for (const form of document.querySelectorAll("[data-forget]")) form.addEventListener("submit", () => forgetAll());
  if (!keeps) {
    status.keptHere("off");
    return null;
  }
  const keep = new Keep({
    doc,
    name: nameOf({ text: page.text, person: page.me.id, epoch: page.epoch }),
    key: page.key,
    onChange: (isKept) => status.keptHere(keep.hasFailed ? "failed" : isKept ? "kept" : "wait"),
  });
  try {
    keep.hasText = await keep.load();
    status.keptHere("kept");
    return keep;
  } catch {
    keep.hasFailed = true;
    status.keptHere("failed");
    return null;
  }
}

const CHOICE = "mawqif-keep";
function readChoice() {
  try {
    return { yes: true, no: false }[localStorage.getItem(CHOICE)];
  } catch {
    return undefined;
  }
}
function writeChoice(keeps) {
  try {
    localStorage.setItem(CHOICE, keeps ? "yes" : "no");
  } catch { /* a browser that keeps nothing will ask again */ }
}

/** Asked for again until it comes: an empty editor would look like a lost paper. */
async function untilThere(get, say, words) {
  for (let pause = 1; ; pause = Math.min(pause * 2, 20)) {
    try {
      return await get();
    } catch (refusal) {
      say(refusal.isFinal ? words.stopped_revoked : words.cannot_load);
      if (refusal.isFinal) return new Promise(() => {});
      await new Promise((resolve) => setTimeout(resolve, pause * 1000));
    }
  }
}

/** A revision is made of what is on the server: the last words go there first. */
async function saveAll(event, connection, say, words) {
  if (connection.outbox.isEmpty && connection.state === "online") return;
  event.preventDefault();
  connection.outbox.flush();
  for (let turn = 0; turn < 50 && !connection.outbox.isEmpty; turn += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  if (connection.outbox.isEmpty && connection.state === "online") event.target.submit();
  else say(words.there_offline);
}

function watchTheWindow(connection, keep) {
  addEventListener("online", () => connection.again());
  addEventListener("offline", () => connection.closed()); // the line may not notice for minutes
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") connection.outbox.flush();
    else if (connection.state === "offline") connection.again();
  });
  addEventListener("pagehide", () => connection.outbox.flush());
  addEventListener("beforeunload", (event) => {
    // what is kept on this device waits for the next visit; what is nowhere would be lost
    if (!connection.outbox.isEmpty && !keep?.isKept) event.preventDefault();
  });
  const viewport = globalThis.visualViewport;
  viewport?.addEventListener("resize", () => {
    document.documentElement.style.setProperty("--keyboard", `${Math.max(0, innerHeight - viewport.height - viewport.offsetTop)}px`);
  });
}

/** A hint leads to its passage in the text that is open; gone from there, to the newest revision. */
function leadTo(event, view) {
  const id = event.target.closest("a")?.hash.split("-").pop();
  const passage = id && view.dom.querySelector(`[data-id="${CSS.escape(id)}"]`);
  if (!passage) return;
  event.preventDefault();
  view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(view.posAtDOM(passage, 0)))).scrollIntoView());
  view.focus();
}

/** Asks once for every key, however often the answer is wanted. */
function once(ask) {
  const asked = new Map();
  return (key) => asked.get(key) || asked.set(key, ask(key)).get(key);
}

/** The sign that opens the library needs a space before it. */
function spaced(state, sign) {
  const { $from } = state.selection;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, " ");
  return !before || /[\s([{«“]$/.test(before) ? sign : ` ${sign}`;
}

/** The commands that have a key of their own; @ is a letter. */
function keyed(commands) {
  return Object.fromEntries(Object.entries(commands).map(([name, one]) => [name, { ...one, keys: one.keys.filter((key) => key !== "@") }]));
}

function toast(said) {
  const place = byId("live-toast");
  place.replaceChildren(el("p", {}, said));
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => place.replaceChildren(), 9_000);
}

const root = byId("live");
if (root) begin(root);
