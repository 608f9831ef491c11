// How many bytes an author sends with the provider of Hocuspocus at its defaults, to its own server: the letters of
// frontend/tests/author.wire.js. Takes {words}, prints the bytes.
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { Server } from "@hocuspocus/server";
import WebSocket from "ws";
import * as Y from "yjs";

const { words } = JSON.parse(process.argv[2]);
let bytes = 0;
class Counted extends WebSocket {
  send(message) {
    bytes += message.byteLength ?? message.length;
    super.send(message);
  }
}
const server = Server.configure({ port: 0, address: "127.0.0.1", quiet: true, async onAuthenticate() {} });
await server.listen();
const document = new Y.Doc();
const url = `ws://127.0.0.1:${server.address.port}`;
const websocketProvider = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: Counted });
const provider = new HocuspocusProvider({ websocketProvider, name: "paper", token: "t".repeat(60), document });
await new Promise((resolve) => provider.on("synced", resolve));
provider.setAwarenessField("user", { id: 7, name: "ريم الحسن", color: "#14532d" });
const text = new Y.XmlText();
const paragraph = new Y.XmlElement("paragraph");
paragraph.insert(0, [text]);
document.getXmlFragment("text").insert(0, [paragraph]);
for (let word = 0; word < words; word += 1) {
  for (const letter of "حقوق ") {
    text.insert(text.length, letter);
    const place = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, text.length, -1));
    provider.setAwarenessField("cursor", { anchor: place, head: place });
  }
  await new Promise((resolve) => setImmediate(resolve));
}
await new Promise((resolve) => setTimeout(resolve, 500));
console.log(bytes);
process.exit(0);
