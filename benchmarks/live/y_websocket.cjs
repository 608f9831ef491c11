// y-websocket with LevelDB; whoever has no token is refused. A plain request is answered with how many letters of the
// first writer are on the disk.
process.env.YPERSISTENCE = process.env.FOLDER + "/leveldb";
const http = require("http");
const WebSocket = require("ws");
const Y = require("yjs");
const { getPersistence, setupWSConnection } = require("y-websocket/bin/utils");

const WRITER = 1000;
let stored = 0;
const { provider } = getPersistence();
const store = provider.storeUpdate.bind(provider);
provider.storeUpdate = async (name, update) => {
  const number = await store(name, update);
  stored = Math.max(stored, Y.parseUpdateMeta(update).to.get(WRITER) || 0);
  return number;
};
const server = http.createServer((_request, answer) => answer.end(String(stored)));
const sockets = new WebSocket.Server({ noServer: true });
sockets.on("connection", (line, request) => setupWSConnection(line, request, { docName: "paper" }));
server.on("upgrade", (request, socket, head) => {
  const token = new URL(request.url, "http://localhost").searchParams.get("token");
  if (token !== "secret") return socket.destroy();
  sockets.handleUpgrade(request, socket, head, (line) => sockets.emit("connection", line, request));
});
server.listen(Number(process.env.PORT), "127.0.0.1");
