// Somebody who has nothing opens a text: takes {address, state, token, greeting, prefix, client, letters} and prints after how
// many milliseconds it stood in a document of Yjs, and after how many its line was in step. As our page does it: ours has an
// address of the state as well, which is asked for first; the line is opened when that has been asked. As in a browser, no
// line of Yjs was run before. What Node does around it is kept small: its fetch takes longer than the server.
import { createHash } from "node:crypto";
import { createServer, get } from "node:http";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { applyColumns } from "../live/columns.js";

const { address, state, token, greeting, prefix, client, letters } = JSON.parse(process.argv[2]);
const before = Buffer.from(prefix, "hex");
const [SYNC, STEP1, STEP2] = [0, 0, 1];

/** The headers of an answer and its bytes, unpacked; `asked` is called when it has been asked for. */
function load(url, headers, asked = () => {}) {
  return new Promise((resolve, reject) => {
    const question = get(url, { headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const packed = Buffer.concat(parts);
        const isBrotli = answer.headers["content-encoding"] === "br";
        resolve({ headers: answer.headers, bytes: new Uint8Array(isBrotli ? brotliDecompressSync(packed) : packed) });
      });
    });
    question.once("finish", asked);
    question.on("error", reject);
  });
}

// what Node does for the first time, or loads for it, is no server's: a request, and a line with a word each way
const own = createServer((_request, answer) => answer.setHeader("Content-Encoding", "br").end(brotliCompressSync("x")));
own.listen(0, "127.0.0.1");
own.on("upgrade", ({ headers }, socket) => {
  const said = createHash("sha1").update(`${headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${said}\r\n\r\n`);
  socket.once("data", () => socket.end(Buffer.from([0x82, 1, 0])));
});
await new Promise((resolve) => own.once("listening", resolve));
const home = `127.0.0.1:${own.address().port}`;
await load(`http://${home}/`, {});
await new Promise((resolve) => {
  const word = new WebSocket(`ws://${home}/`);
  word.binaryType = "arraybuffer";
  word.onopen = () => word.send(new Uint8Array(1));
  word.onclose = word.onerror = resolve;
});
own.close();

const began = performance.now();
const doc = new Y.Doc();
doc.getXmlFragment("text");
let line, opened;
const call = () => {
  line = new WebSocket(address);
  line.binaryType = "arraybuffer";
  opened = new Promise((resolve, reject) => {
    line.onopen = resolve;
    line.onerror = reject;
  });
};
let hellos = greeting.map((one) => Buffer.from(one, "hex"));
let held = 0;

if (state) {
  const accepted = { Authorization: `Bearer ${token}`, "Accept-Encoding": "br" }; // as browsers say over TLS
  const { headers, bytes } = await load(state, accepted, call);
  (headers["x-live-form"] === "columns" ? applyColumns : Y.applyUpdate)(doc, bytes);
  held = performance.now() - began;
  const [since, epoch] = [headers["x-live-number"], headers["x-live-epoch"]].map(Number);
  const hello = { ...JSON.parse(hellos[0].subarray(1)), since, epoch };
  hellos = [Buffer.concat([hellos[0].subarray(0, 1), Buffer.from(JSON.stringify(hello))])];
} else call();

await opened;
for (const one of hellos) line.send(one);
const ask = encoding.createEncoder();
encoding.writeUint8Array(ask, before);
encoding.writeUint8(ask, SYNC);
encoding.writeUint8(ask, STEP1);
encoding.writeVarUint8Array(ask, Y.encodeStateVector(doc));
line.send(encoding.toUint8Array(ask));
const inStep = await new Promise((resolve, reject) => {
  line.onerror = line.onclose = () => reject(new Error("the line was cut"));
  line.onmessage = ({ data }) => {
    const frame = decoding.createDecoder(new Uint8Array(data, before.length));
    if (decoding.readUint8(frame) !== SYNC || decoding.readUint8(frame) < STEP2) return;
    Y.applyUpdate(doc, decoding.readVarUint8Array(frame));
    // y-websocket answers before it has read its disk
    if (Y.getState(doc.store, client) >= letters) resolve(performance.now() - began);
  };
});
line.onclose = null;
line.close();
console.log(held || inStep, inStep);
