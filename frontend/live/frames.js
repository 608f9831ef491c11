// The frames on the wire: a byte for the kind, then what it says. docs/live-text.md lists them.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

export const Kind = { SYNC: 0, AWARENESS: 1, ACK: 100, NOTICE: 101, HELLO: 102, TOKEN: 103 };
export const Sync = { ASK: 0, ANSWER: 1, UPDATE: 2 };

function frame(kind, write) {
  const encoder = encoding.createEncoder();
  encoding.writeUint8(encoder, kind);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

const sync = (type, bytes) =>
  frame(Kind.SYNC, (encoder) => {
    encoding.writeVarUint(encoder, type);
    encoding.writeVarUint8Array(encoder, bytes);
  });

/** Asks for what we lack; `vector` says what we have. */
export const ask = (vector) => sync(Sync.ASK, vector);
/** What the other side lacks, when it has asked: the second step, also when it is nothing. */
export const answer = (bytes) => sync(Sync.ANSWER, bytes);
/** Changes of the text. */
export const update = (bytes) => sync(Sync.UPDATE, bytes);
/** Who is here and where. */
export const awareness = (bytes) => frame(Kind.AWARENESS, (encoder) => encoding.writeVarUint8Array(encoder, bytes));
/** How many of the receiver's updates are kept for good. */
export const acknowledgement = (count) => frame(Kind.ACK, (encoder) => encoding.writeVarUint(encoder, count));
/** The first frame: who we are and which table of nodes we know. */
export const hello = (words) =>
  frame(Kind.HELLO, (encoder) => encoding.writeUint8Array(encoder, new TextEncoder().encode(JSON.stringify(words))));

/** A new token before the old one ends. */
export const token = (words) => frame(Kind.TOKEN, (encoder) => encoding.writeUint8Array(encoder, new TextEncoder().encode(words)));

/** What a frame says: {kind, type?, bytes?, count?, notice?}. Throws on what is none. */
export function read(bytes) {
  const decoder = decoding.createDecoder(bytes);
  const kind = decoding.readUint8(decoder);
  switch (kind) {
    case Kind.SYNC:
      return { kind, type: decoding.readVarUint(decoder), bytes: decoding.readVarUint8Array(decoder) };
    case Kind.AWARENESS:
      return { kind, bytes: decoding.readVarUint8Array(decoder) };
    case Kind.ACK:
      return { kind, count: decoding.readVarUint(decoder) };
    case Kind.NOTICE:
      return { kind, notice: JSON.parse(new TextDecoder().decode(decoding.readTailAsUint8Array(decoder))) };
    default:
      return { kind };
  }
}

/** Several frames as one body: each behind its length. */
export function packed(frames) {
  const encoder = encoding.createEncoder();
  for (const one of frames) encoding.writeVarUint8Array(encoder, one);
  return encoding.toUint8Array(encoder);
}

/** The frames of such a body. */
export function unpacked(bytes) {
  const decoder = decoding.createDecoder(bytes);
  const frames = [];
  while (decoding.hasContent(decoder)) frames.push(decoding.readVarUint8Array(decoder));
  return frames;
}
