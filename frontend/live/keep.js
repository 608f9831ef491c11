// What is written is kept on this device at once, so that a closed lid or a cut line loses no letter.
//
// Encrypted with a key that only the server can tell, to the person who is signed in: a telephone that is taken away
// holds nothing that can be read. Cleared when somebody signs out or presses "Close now" (the server says so too).
import { compact } from "./compact.js";
import * as Y from "yjs";

const STORE = "updates";
const MOST_ROWS = 300;

/** The name of the database of a text: of one person, one text, one epoch. */
export const nameOf = ({ text, person, epoch }) => `mawqif-${text}-${person}-${epoch}`;

/** Whether this device can keep anything at all: browsers encrypt on a safe line only. */
export const canKeep = () => Boolean(globalThis.indexedDB && globalThis.crypto?.subtle);

export class Keep {
  /** `key` is 32 bytes in base64; `onChange` is told when everything is kept or no longer. */
  constructor({ doc, name, key, onChange = () => {} }) {
    Object.assign(this, { doc, name, onChange });
    this.secret = crypto.subtle.importKey("raw", Uint8Array.from(atob(key), (sign) => sign.charCodeAt(0)), "AES-GCM", false, ["encrypt", "decrypt"]);
    this.waiting = [];
    this.rows = 0;
    this.isKept = true;
    this.hasFailed = false;
    doc.on("update", this.written = (bytes, origin) => origin !== "kept" && this.add(bytes));
  }

  /** Brings back what is kept; answers whether there was anything. Rows that cannot be read are not ours: dropped. */
  async load() {
    this.database = await opened(this.name);
    const rows = await all(this.database);
    this.rows = rows.length;
    const updates = (await Promise.all(rows.map((row) => this.decrypted(row)))).filter(Boolean);
    if (updates.length < rows.length) this.mustRewrite = true;
    if (updates.length) Y.applyUpdate(this.doc, updates.length > 1 ? Y.mergeUpdates(updates) : updates[0], "kept");
    return updates.length > 0;
  }

  add(bytes) {
    this.waiting.push(bytes);
    if (this.isKept) this.become(false);
    this.writing ??= this.write();
  }

  async write() {
    try {
      await null; // what is typed in one go is one row
      while (this.waiting.length && this.database) {
        const bytes = compact(this.waiting);
        this.waiting = [];
        const rewrite = !this.rows || this.rows >= MOST_ROWS || this.mustRewrite; // the first row has all that the next ones rest on
        const row = await this.encrypted(rewrite ? Y.encodeStateAsUpdate(this.doc) : bytes);
        await put(this.database, row, rewrite);
        this.rows = rewrite ? 1 : this.rows + 1;
        this.mustRewrite = false;
      }
      this.become(!this.waiting.length);
    } catch {
      this.hasFailed = true; // full, or forbidden: the page says that nothing is kept here
      this.become(false);
    } finally {
      this.writing = null;
    }
  }

  become(isKept) {
    this.isKept = isKept && !this.hasFailed;
    this.onChange(this.isKept);
  }

  async encrypted(bytes) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.secret, bytes) };
  }

  async decrypted({ iv, data }) {
    try {
      return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await this.secret, data));
    } catch {
      return null;
    }
  }

  /** Forgets what is kept here, and keeps nothing more. */
  async clear() {
    this.doc.off("update", this.written);
    this.database?.close();
    this.database = null;
    await forget(this.name);
  }
}

const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function opened(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { autoIncrement: true });
  return asked(request);
}

const all = (database) => asked(database.transaction(STORE).objectStore(STORE).getAll());

function put(database, row, instead) {
  const transaction = database.transaction(STORE, "readwrite");
  const store = transaction.objectStore(STORE);
  if (instead) store.clear();
  store.add(row);
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

function forget(name) {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = request.onblocked = resolve;
  });
}

/** Forgets every text on this device. */
export async function forgetAll() {
  const found = (await indexedDB.databases?.()) || [];
  await Promise.all(found.filter(({ name }) => name?.startsWith("mawqif-")).map(({ name }) => forget(name)));
}
