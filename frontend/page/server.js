// What the page asks the server besides the shared text: tokens, the first state, the library, what was pasted.
import * as Y from "yjs";
import { applyColumns } from "../live/columns.js";
import { socketAt } from "../live/ways.js";

export class Server {
  constructor({ urls, csrf }) {
    Object.assign(this, { urls, csrf });
  }

  /** {token, text, epoch, mode, path}; an Error with `isFinal` when the person may no longer do this. */
  async token() {
    const answer = await fetch(this.urls.token, { method: "POST", headers: { "X-CSRFToken": this.csrf, Accept: "application/json" } });
    if ([401, 403, 404, 409].includes(answer.status)) throw Object.assign(new Error(answer.status), { isFinal: true, code: "revoked" });
    if (answer.status === 400) throw Object.assign(new Error("expired"), { isFinal: true, code: "expired" });
    if (!answer.ok) throw new Error(answer.status);
    return (this.rights = await answer.json());
  }

  /** Brings the whole text into `doc`, as something that is kept already; answers up to which update that is, and a socket
   * whose handshake went on meanwhile. The browser may have the text from its cache. */
  async load(doc) {
    const { token, epoch } = this.rights || (await this.token());
    const asked = fetch(`${this.urls.live}/state?form=columns`, { headers: { Authorization: `Bearer ${token}` } });
    const early = socketAt(this.urls.live, token);
    const answer = await asked;
    if (!answer.ok) {
      early.close();
      this.rights = null;
      throw new Error(answer.status);
    }
    // renewed since the token was made: words of the one document must never be brought as words of the other
    if (Number(answer.headers.get("X-Live-Epoch")) !== epoch) return location.reload(), new Promise(() => {});
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const apply = answer.headers.get("X-Live-Form") === "columns" ? applyColumns : Y.applyUpdate;
    apply(doc, bytes, "kept");
    return { since: Number(answer.headers.get("X-Live-Number")), early };
  }

  /** What is said about passages of the text as it stands on the server: markup for beside it. */
  async hints() {
    const answer = await fetch(`${location.pathname}/hints`);
    if (!answer.ok) throw new Error(answer.status);
    return answer.text();
  }

  async search(words) {
    const answer = await fetch(`${this.urls.cite}&q=${encodeURIComponent(words)}`);
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }

  /** What pasted HTML says, as {nodes, dropped}: blocks of the text, and in words what was left out. */
  async read(html) {
    const body = new FormData();
    body.set("html", html);
    const answer = await fetch(this.urls.paste, { method: "POST", headers: { "X-CSRFToken": this.csrf }, body });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }
}
