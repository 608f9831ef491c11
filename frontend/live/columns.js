// Reads a document that came in columns (advocacy/live/columns.py writes it, docs/live-text.md describes it): for Yjs this
// is one more decoder of updates. What it is asked for a struct is looked up when the struct begins.
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { applyNodes } from "./fresh.js";

const KINDS = [0, 1, 4, 6, 7, 8];
const next = decoding.readVarUint;

/** Brings a document that came in columns, or is told by its nodes, into `doc`, which must be empty then. */
export const applyColumns = (doc, bytes, origin) => (bytes[0] === 2 ? applyNodes(doc, bytes) : Y.applyUpdateV2(doc, bytes, origin, Columns));

class Columns extends Y.UpdateDecoderV1 {
  constructor(source) {
    super(source); // what stands behind the columns is read as in an update
    if (next(source) !== 1) throw new Error();
    const column = () => decoding.createDecoder(decoding.readVarUint8Array(source));
    const clients = column();
    this._clients = [];
    while (decoding.hasContent(clients)) this._clients.push(next(clients));
    [this._shapes, this._lengths, this._gone, this._whose, this._clocks] = [column(), column(), column(), column(), column()];
    this._words = decoding.readVarString(source);
    this._wordsAt = 0;
  }

  readClient() {
    const { restDecoder } = this;
    this._client = next(restDecoder);
    const { pos } = restDecoder;
    this._clock = next(restDecoder);
    restDecoder.pos = pos; // Yjs reads it as well
    this._length = 0;
    return this._client;
  }

  readInfo() {
    this._clock += this._length;
    this._length = 1;
    const shape = decoding.readUint8(this._shapes);
    const origin = (shape >> 3) & 3; // 1: the place before; 2: told
    const right = (shape >> 1) & 3; // 1: as that of the struct before; 2: next to the origin; 3: told
    this._kind = KINDS[shape >> 5];
    this._left = origin === 1 ? Y.createID(this._client, this._clock - 1) : origin ? this._place() : null;
    if (right > 1) this._right = right > 2 ? this._place() : Y.createID(this._left.client, this._left.clock + 1);
    this._names = 0;
    if (!origin && !right && this._kind) {
      this._left = this._place(); // the node it is in; or right in the text of that name
      this._names = (shape & 1) + !this._left;
    }
    return this._kind | (origin && 128) | (right && 64) | ((shape & 1) << 5);
  }

  _place() {
    const client = this._clients[next(this._whose)];
    if (client === undefined) return null;
    const told = next(this._clocks);
    return Y.createID(client, client === this._client ? this._clock - told : told);
  }

  readLeftID() {
    return this._left;
  }

  readRightID() {
    return this._right;
  }

  readParentInfo() {
    return !this._left;
  }

  readString() {
    if (this._names) {
      this._names -= 1;
      return super.readString();
    }
    this._length = next(this._lengths);
    return this._words.slice(this._wordsAt, (this._wordsAt += this._length));
  }

  readLen() {
    return (this._length = next(this._kind === 8 ? this.restDecoder : this._gone));
  }
}
