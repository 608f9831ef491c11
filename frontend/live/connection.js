// Keeps a shared document and the server's in step: over whichever way is open, again and again, losing nothing.
//
// State: "offline" (and trying), "connecting", "online", "stopped" (a notice says why; what is unsent stays here).
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import * as Y from "yjs";
import * as frames from "./frames.js";
import { ALONE, Outbox, TOGETHER } from "./outbox.js";

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const PATIENCE = 12_000; // for the way to open
const SILENCE = 45_000; // without a word from there the line counts as cut: the other side tells of itself every 15 s
const FINAL = new Set(["epoch", "revoked", "schema", "gone", "read_only"]);
const REFUSED = new Set(["suggest_only", "undecodable", "foreign", "too_large"]); // what we have will never be taken
const TRIES_BEFORE_HTTP = 2;
const MOVING = 1_500; // milliseconds between two words about a caret that goes on moving: they weigh more than the letters
const LIFE = 600; // seconds of a token, unless it says otherwise

export class Connection {
  /**
   * `ways` is [WebSocket, HTTP] of functions ({token, onOpen, onFrame, onClose}) → {send, close}. `getToken()` fetches
   * {token, epoch, mode, expires}, where expires is how many seconds it lives; what it throws may say isFinal. `timers` is {set, clear, now}, `chance` gives a number from 0 to 1.
   * `since` is given when the document is what the server had at the update of that number, and nothing else yet.
   */
  constructor({ doc, awareness, ways, getToken, schema, epoch, since, timers, chance = Math.random, on = {} }) {
    Object.assign(this, { doc, awareness, ways, getToken, schema, epoch, since, timers, chance, on });
    this.hasAnswered = since !== undefined; // whatever is deleted from now on waits in the outbox
    this.there = new Uint8Array([0]); // the state vector of what is known to be kept there
    this.state = "offline";
    this.failures = 0;
    this.cameToNothing = 0;
    this.channel = null;
    this.outbox = new Outbox({
      send: (bytes) => this.transmit(frames.update(bytes)),
      answer: (bytes) => this.transmit(frames.answer(bytes)),
      timers,
      onChange: () => this.tell(),
    });
    doc.on("update", this.written = (bytes, origin) => origin !== this && origin !== "kept" && this.outbox.add(bytes));
    awareness.on("update", this.moved = ({ added, updated, removed }, origin) => origin !== this && this.present([...added, ...updated, ...removed]));
  }

  // --- the line ---

  async start() {
    if (this.state === "stopped" || this.channel) return;
    this.become("connecting");
    const mine = (this.attempt = Symbol("attempt"));
    let rights;
    try {
      rights = await this.getToken();
    } catch (refusal) {
      if (mine === this.attempt) this.failed(refusal);
      return;
    }
    if (mine !== this.attempt || this.state !== "connecting") return;
    this.on.rights?.(rights);
    if (rights.epoch !== this.epoch) return this.stop({ code: "epoch" });
    const way = this.cameToNothing >= TRIES_BEFORE_HTTP ? this.ways.at(-1) : this.ways[0];
    const guard = (act) => (...told) => mine === this.attempt && act(...told);
    this.channel = way({
      token: rights.token,
      hello: this.hello(),
      onOpen: guard(() => this.opened(rights)),
      onFrame: guard((bytes) => this.take(bytes)),
      onClose: guard(() => this.closed()),
    });
    this.watch(PATIENCE);
  }

  hello() {
    const { schema, epoch, since } = this;
    return { schema, epoch, client: this.doc.clientID, ...(since === undefined ? {} : { since }) };
  }

  opened({ expires }) {
    this.transmit(frames.hello(this.hello()));
    this.transmit(frames.ask(Y.encodeStateVector(this.doc)));
    this.watch(SILENCE);
    this.renewIn(expires);
  }

  /** A token lives for some minutes; the next one is fetched well before. `seconds` is how long this one lives. */
  renewIn(seconds = LIFE) {
    this.renewal = this.timers.set(() => this.renew(), Math.max(seconds * 700, 5_000));
  }

  async renew() {
    const mine = this.attempt;
    try {
      const rights = await this.getToken();
      if (mine !== this.attempt) return;
      this.on.rights?.(rights);
      this.transmit(frames.token(rights.token));
      this.renewIn(rights.expires);
    } catch (refusal) {
      if (refusal?.isFinal) this.failed(refusal);
      else if (mine === this.attempt) this.renewIn(30); // the line may come back before the token ends
    }
  }

  take(bytes) {
    this.watch(SILENCE);
    const said = frames.read(bytes);
    if (said.kind === frames.Kind.SYNC) this.sync(said);
    else if (said.kind === frames.Kind.AWARENESS) applyAwarenessUpdate(this.awareness, said.bytes, this);
    else if (said.kind === frames.Kind.ACK) this.acknowledged(said.count);
    else if (said.kind === frames.Kind.NOTICE) this.noticed(said.notice);
    this.outbox.pause = this.awareness.getStates().size > 1 ? TOGETHER : ALONE;
  }

  acknowledged(count) {
    this.outbox.acknowledge(count);
    if (this.outbox.isEmpty) this.there = Y.encodeStateVector(this.doc);
  }

  /** What comes from there need not be shown as unsent when the line is stopped. */
  isThere(bytes) {
    const there = Y.decodeStateVector(this.there);
    for (const [client, clock] of Y.parseUpdateMeta(bytes).to) there.set(client, Math.max(clock, there.get(client) ?? 0));
    this.there = Y.encodeStateVector(there);
  }

  /** The words written here that are not known to be kept there, in the order of writing. */
  unsent() {
    const { structs } = Y.decodeUpdate(Y.encodeStateAsUpdate(this.doc, this.there));
    return structs.filter((one) => one.content instanceof Y.ContentString).map((one) => one.content.str).join("");
  }

  sync({ type, bytes }) {
    if (type === frames.Sync.ASK) return this.answer(bytes);
    Y.applyUpdate(this.doc, bytes, this);
    this.isThere(bytes);
    if (type === frames.Sync.ANSWER) {
      this.since = undefined; // true for ever, but a line that comes back hours later is told the difference in a simpler way
      this.failures = this.cameToNothing = 0;
      this.become("online");
      this.present([this.doc.clientID]);
    }
  }

  /** The server says what it has; whatever was written here and is not there goes now, also from before a crash. */
  answer(vector) {
    this.there = vector;
    const missing = Y.encodeStateAsUpdate(this.doc, vector);
    this.outbox.open(missing.length > 2 && this.lacks(vector, missing) ? missing : null);
  }

  /** Deletions are always told in full; when they are all that is told, and nothing is waiting, nothing is missing. */
  lacks(vector, missing) {
    if (this.outbox.lost || this.outbox.waiting.length || !this.hasAnswered) {
      this.hasAnswered = true;
      return true;
    }
    return Y.decodeUpdate(missing).structs.length > 0;
  }

  closed() {
    if (this.state === "stopped") return;
    const wasOnline = this.state === "online";
    this.drop();
    if (!wasOnline) this.cameToNothing += 1; // some networks let a line open and cut it before it says a word
    this.failures = wasOnline ? 0 : this.failures + 1;
    this.retry();
  }

  failed(refusal) {
    if (refusal?.isFinal) return this.stop({ code: refusal.code || "revoked" });
    this.failures += 1;
    this.retry();
  }

  retry() {
    this.become("offline");
    const longest = Math.min(FIRST_WAIT * 2 ** this.failures, LONGEST_WAIT);
    this.timers.clear(this.waiting);
    this.waiting = this.timers.set(() => this.start(), longest / 2 + (longest / 2) * this.chance());
  }

  /** At once: the browser says that the network is back, or somebody pressed the button. */
  again() {
    if (this.state === "stopped") return;
    this.timers.clear(this.waiting);
    this.outbox.flush();
    this.drop();
    this.start();
  }

  watch(time) {
    this.timers.clear(this.watching);
    this.watching = this.timers.set(() => this.closed(), time);
  }

  drop() {
    this.attempt = null;
    for (const timer of [this.watching, this.renewal, this.presenting, this.resting]) this.timers.clear(timer);
    this.presenting = this.resting = null;
    this.outbox.close();
    this.channel?.close();
    this.channel = null;
    const others = [...this.awareness.getStates().keys()].filter((client) => client !== this.doc.clientID);
    removeAwarenessStates(this.awareness, others, this);
  }

  noticed(notice) {
    if (FINAL.has(notice.code)) this.stop(notice);
    else if (REFUSED.has(notice.code)) this.stop({ ...notice, code: "refused" });
    else if (notice.code === "client") this.doc.clientID = crypto.getRandomValues(new Uint32Array(1))[0]; // somebody's already
    else this.on.notice?.(notice); // expired, restart, resync, slow, …: the line is cut next, and comes back
  }

  /** For good: a new epoch, rights taken away, a table of nodes that this page does not know. */
  stop(notice) {
    this.drop();
    this.timers.clear(this.waiting);
    this.become("stopped");
    this.on.stopped?.(notice);
  }

  destroy() {
    this.awareness.setLocalState(null);
    this.sendPresence([this.doc.clientID]);
    this.outbox.flush();
    this.drop();
    this.timers.clear(this.waiting);
    this.state = "stopped";
    this.doc.off("update", this.written);
    this.awareness.off("update", this.moved);
  }

  // --- telling ---

  transmit(bytes) {
    this.channel?.send(bytes);
  }

  /** Who is here: at once when somebody comes or goes, else gathered; to nobody it need not be told where we write. */
  present(clients) {
    if (this.state !== "online" || !clients.includes(this.doc.clientID) || this.presenting) return;
    const isAlone = this.awareness.getStates().size < 2;
    this.presenting = this.timers.set(() => {
      this.presenting = null;
      this.sendPresence([this.doc.clientID]);
      this.timers.clear(this.resting);
      this.resting = this.timers.set(() => (this.resting = null), MOVING);
    }, isAlone ? 10 * ALONE : this.resting ? MOVING : TOGETHER);
    if (!this.hasGreeted) this.sendPresence([this.doc.clientID]);
    this.hasGreeted = true;
  }

  sendPresence(clients) {
    this.transmit(frames.awareness(encodeAwarenessUpdate(this.awareness, clients)));
  }

  become(state) {
    this.state = state;
    if (state !== "online") this.hasGreeted = false;
    this.tell();
  }

  /** Tells the page: the state of the line, and whether everything written here is kept there. */
  tell() {
    this.on.state?.({ state: this.state, isSavedThere: this.state === "online" && this.outbox.isEmpty });
  }
}
