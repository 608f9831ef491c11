// y-websocket with LevelDB; whoever has no token is refused.
process.env.YPERSISTENCE = process.env.FOLDER + "/leveldb";
const http = require("http");
const WebSocket = require("ws");
const { setupWSConnection } = require("y-websocket/bin/utils");
const server = http.createServer((_request, answer) => answer.end("here"));
const sockets = new WebSocket.Server({ noServer: true });
sockets.on("connection", (line, request) => setupWSConnection(line, request, { docName: "paper" }));
server.on("upgrade", (request, socket, head) => {
  const token = new URL(request.url, "http://localhost").searchParams.get("token");
  if (token !== "secret") return socket.destroy();
  sockets.handleUpgrade(request, socket, head, (line) => sockets.emit("connection", line, request));
});
server.listen(Number(process.env.PORT), "127.0.0.1");
