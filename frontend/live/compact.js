// Joins what was typed letter by letter: twenty letters in a row are twenty items of a Yjs update, and need be one.
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

/**
 * One update that says what these say, in as few bytes as we know how. The ids of the letters stay the same, so that
 * it is an ordinary update: in what order and how often it is applied makes no difference.
 */
export function compact(updates) {
  const whole = updates.length === 1 ? updates[0] : Y.mergeUpdates(updates);
  const { structs, ds } = Y.decodeUpdate(whole);
  const byClient = new Map();
  for (const struct of structs) {
    const line = byClient.get(struct.id.client) || [];
    byClient.set(struct.id.client, line);
    if (!line.length || !continues(line.at(-1), struct)) line.push(struct);
    else join(line.at(-1), struct);
  }
  return encoded(byClient, ds);
}

const same = (a, b) => a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock);

/** Whether a struct is the next letters of the same run, typed behind the one before it. */
function continues(before, after) {
  return (
    before.content instanceof Y.ContentString &&
    after.content instanceof Y.ContentString &&
    before.id.clock + before.length === after.id.clock &&
    after.origin !== null &&
    after.origin.client === before.id.client &&
    after.origin.clock === before.id.clock + before.length - 1 &&
    same(before.rightOrigin, after.rightOrigin)
  );
}

function join(before, after) {
  before.content.str += after.content.str;
  before.length += after.length;
}

function encoded(byClient, ds) {
  const encoder = new Y.UpdateEncoderV1();
  const rest = encoder.restEncoder;
  encoding.writeVarUint(rest, byClient.size);
  for (const [client, line] of [...byClient].sort(([a], [b]) => b - a)) {
    encoding.writeVarUint(rest, line.length);
    encoding.writeVarUint(rest, client);
    encoding.writeVarUint(rest, line[0].id.clock);
    for (const struct of line) struct.write(encoder, 0);
  }
  encoding.writeVarUint(rest, ds.clients.size);
  for (const [client, ranges] of ds.clients) {
    encoding.writeVarUint(rest, client);
    encoding.writeVarUint(rest, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(rest, clock);
      encoding.writeVarUint(rest, len);
    }
  }
  return encoder.toUint8Array();
}
