// Hocuspocus, its documents in LevelDB; whoever has no token is refused. At its defaults it writes a document when it has
// been at rest for two seconds; with AT_ONCE=yes after every update. A plain request is answered with how many letters
// of the first writer are on the disk.
import { Server } from "@hocuspocus/server";
import { Database } from "@hocuspocus/extension-database";
import { ClassicLevel } from "classic-level";
import * as Y from "yjs";

const WRITER = 1000;
const level = new ClassicLevel(process.env.FOLDER + "/hocuspocus", { valueEncoding: "buffer" });
let stored = 0;
const server = Server.configure({
  port: Number(process.env.PORT),
  address: "127.0.0.1",
  quiet: true,
  ...(process.env.AT_ONCE ? { debounce: 0 } : {}),
  extensions: [
    new Database({
      fetch: ({ documentName }) => level.get(documentName).catch(() => null),
      async store({ documentName, state }) {
        await level.put(documentName, state);
        stored = Y.decodeStateVector(Y.encodeStateVectorFromUpdate(state)).get(WRITER) || 0;
      },
    }),
  ],
  async onAuthenticate({ token }) {
    if (token !== "secret") throw new Error("no token");
  },
  async onRequest({ response }) {
    response.end(String(stored));
    throw null; // answered: nobody else need
  },
});
server.listen();
