// Hocuspocus at its defaults, its documents in LevelDB; whoever has no token is refused.
import { Server } from "@hocuspocus/server";
import { Database } from "@hocuspocus/extension-database";
import { ClassicLevel } from "classic-level";

const level = new ClassicLevel(process.env.FOLDER + "/hocuspocus", { valueEncoding: "buffer" });
const server = Server.configure({
  port: Number(process.env.PORT),
  address: "127.0.0.1",
  quiet: true,
  extensions: [
    new Database({
      fetch: ({ documentName }) => level.get(documentName).catch(() => null),
      store: ({ documentName, state }) => level.put(documentName, state),
    }),
  ],
  async onAuthenticate({ token }) {
    if (token !== "secret") throw new Error("no token");
  },
});
server.listen();
