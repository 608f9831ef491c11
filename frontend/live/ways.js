// The two ways to the server: a WebSocket, and where networks block those, plain requests with events coming back.
import * as frames from "./frames.js";

/** A WebSocket at that address; the token goes along in it. */
export function socketAt(address, token) {
  const url = new URL(address, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.searchParams.set("token", token);
  const socket = new WebSocket(url);
  socket.binaryType = "arraybuffer";
  return socket;
}

/** The way over WebSockets. The first line takes the one that was opened early, if it has not been cut meanwhile. */
export const socketWay = (address, early) => ({ token, onOpen, onFrame, onClose }) => {
  const state = early?.readyState;
  const socket = state < 2 ? early : socketAt(address, token); // 2 and 3: it is closing, or closed
  early = null;
  if (state === 1) queueMicrotask(onOpen);
  socket.onopen = onOpen;
  socket.onmessage = ({ data }) => data instanceof ArrayBuffer && onFrame(new Uint8Array(data));
  socket.onclose = onClose;
  return {
    send: (bytes) => socket.readyState === WebSocket.OPEN && socket.send(bytes),
    close: () => socket.close(),
  };
};

/**
 * POST for what goes, server-sent events for what comes.
 *
 * Every request introduces its editor anew, and is answered when all of it is kept: so the acknowledgement is made here.
 */
export const requestsWay = (address) => ({ token, hello, onOpen, onFrame, onClose }) => {
  const stopper = new AbortController();
  const line = { address, headers: { Authorization: `Bearer ${token}` }, signal: stopper.signal, onFrame, kept: 0 };
  let waiting = [];
  let isSending = false;
  const fail = () => {
    if (stopper.signal.aborted) return;
    stopper.abort();
    onClose();
  };
  const send = async (bytes) => {
    if (bytes[0] === frames.Kind.HELLO) return; // goes with every request
    if (bytes[0] === frames.Kind.TOKEN) return void (line.headers.Authorization = `Bearer ${new TextDecoder().decode(bytes.subarray(1))}`);
    waiting.push(bytes);
    if (isSending) return;
    isSending = true;
    while (waiting.length && !stopper.signal.aborted) {
      const posted = waiting;
      waiting = [];
      await post(line, [frames.hello(hello), ...posted]).catch(fail);
    }
    isSending = false;
  };
  listen(line, hello, onOpen).then(fail, fail);
  return { send, close: () => stopper.abort() };
};

async function post(line, posted) {
  const { headers, signal, onFrame } = line;
  const answer = await fetch(`${line.address}/updates`, { method: "POST", headers, body: frames.packed(posted), signal });
  const said = frames.unpacked(new Uint8Array(await answer.arrayBuffer()));
  for (const frame of said) if (frame[0] !== frames.Kind.ACK) onFrame(frame);
  if (!answer.ok) throw new Error(answer.status);
  const updates = posted.filter(([kind, step]) => kind === frames.Kind.SYNC && step !== frames.Sync.ASK).length;
  if (updates) onFrame(frames.acknowledgement((line.kept += updates)));
}

async function listen({ address, headers, signal, onFrame }, hello, onOpen) {
  const answer = await fetch(`${address}/events?${new URLSearchParams(hello)}`, { headers, signal });
  if (!answer.ok) {
    for (const frame of frames.unpacked(new Uint8Array(await answer.arrayBuffer()))) onFrame(frame);
    throw new Error(answer.status);
  }
  onOpen();
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) if (line.startsWith("data:")) onFrame(fromBase64(line.slice(5).trim()));
  }
}

const fromBase64 = (words) => Uint8Array.from(atob(words), (sign) => sign.charCodeAt(0));
