// Words that were written in an earlier document of the text, and the end of a line. Loaded only where it has come to that:
// whoever was away while the text was renewed brings them; what the server will never take is shown as lines to copy.
import * as frames from "../live/frames.js";
import { showLeftBehind } from "./leftovers.js";

const AGAIN = new Set(["restart", "resync", "too_many", "full", "token", "expired"]); // what is refused now, and not for good

/**
 * Brings what `doc` says, the document of an earlier epoch; `encode` tells its difference to a state vector.
 *
 * Answers "brought"; "known" if the server had all of its words; "refused" if it will never take them. Throws when it
 * cannot be reached, or says that it could be asked again.
 */
async function bring(doc, epoch, { encode, server, schema }) {
  const { token, first } = await server.token();
  if (epoch < first) return "refused";
  const post = (...more) => posted(`${server.urls.live}/updates`, token, [frames.hello({ schema, epoch, client: doc.clientID }), ...more]);
  const { notice, asked } = await post();
  if (notice || !asked) return "refused";
  const missing = encode(doc, asked);
  if (missing.length <= 2) return "known";
  if ((await post(frames.answer(missing))).notice) return "refused";
  return missing[0] ? "brought" : "known"; // without a struct it says only what was deleted, which is told in full every time
}

/** What is answered to these frames: a notice, or what is asked for. */
async function posted(address, token, body) {
  const answer = await fetch(address, { method: "POST", headers: { Authorization: `Bearer ${token}` }, body: frames.packed(body) });
  const said = frames.unpacked(new Uint8Array(await answer.arrayBuffer())).map(frames.read);
  const notice = said.find(({ kind }) => kind === frames.Kind.NOTICE)?.notice.code;
  if (AGAIN.has(notice) || (!answer.ok && !notice)) throw new Error(notice || answer.status);
  return { notice, asked: said.find(({ kind, type }) => kind === frames.Kind.SYNC && type === frames.Sync.ASK)?.bytes };
}

/**
 * Brings all that this device keeps of earlier documents of the text, again and again until it is there, and says so;
 * shows the lines that the server will not take and that are not in the text `now`.
 */
export async function bringAll(names, now, late) {
  const lines = [];
  const standing = new Set(linesOf(now));
  for (const name of names) {
    const doc = new late.Doc();
    const keep = new late.Keep({ doc, name, key: late.key });
    if (!(await keep.load().catch(() => false))) continue;
    const end = await untilBrought(doc, Number(name.split("-").pop()), late);
    if (end === "brought") late.say(late.words.brought_late);
    if (end === "refused") lines.push(...yLines(doc.getXmlFragment("text")).filter((line) => !standing.has(line)));
    await keep.clear();
    doc.destroy();
  }
  showLeftBehind([...new Set(lines)], late.words);
}

/** The line has ended for good: brings what is unsent where the text goes on in a new document, else shows it and why. */
export async function stopped({ code }, connection, keep, late) {
  const { words } = late;
  const unsent = connection.unsent();
  if (code === "epoch" && (await untilBrought(connection.doc, connection.epoch, late)) !== "refused") {
    connection.outbox.settle();
    await keep?.clear();
    return location.reload();
  }
  const said = words[`stopped_${code}`] || words.stopped_refused;
  showLeftBehind(unsent.trim() ? [unsent] : [], words, { said, reload: code !== "revoked" });
}

/** How it ends with this document, however long that takes. */
async function untilBrought(doc, epoch, late) {
  for (let turn = 0; ; turn += 1) {
    try {
      return await bring(doc, epoch, late);
    } catch (refusal) {
      if (refusal.isFinal) return "refused";
      await new Promise((resolve) => setTimeout(resolve, Math.min(2 ** turn, 30) * 1_000));
    }
  }
}

function linesOf(doc) {
  const lines = [];
  doc.descendants((node) => {
    if (node.isTextblock) lines.push(node.textContent);
    return !node.isTextblock;
  });
  return lines;
}

function yLines(element) {
  const parts = element.toArray();
  if (parts.some(isWords)) return [parts.map(wordsIn).join("")].filter((line) => line.trim());
  return parts.flatMap((part) => (part.toArray ? yLines(part) : []));
}

function wordsIn(part) {
  if (isWords(part)) return part.toDelta().map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");
  return part.toArray ? part.toArray().map(wordsIn).join("") : "";
}

const isWords = (part) => Boolean(part.toDelta);
