// Three people at the real relay, as tests/advocacy/live/test_editor.py starts it: one over a WebSocket, one over
// requests, one who suggests. Takes {address, path, epoch, people: {name: {token, person, mode}}}, prints what all have.
import { setTimeout as sleep } from "node:timers/promises";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Connection } from "../live/connection.js";
import { requestsWay, socketWay } from "../live/ways.js";
import { decide, suggestionsIn } from "../suggest/decide.js";
import { enter } from "../text/keys.js";
import { VERSION } from "../text/schema.js";
import { Writer } from "./desk.js";

const { address, path, epoch, people } = JSON.parse(process.argv[2]);
globalThis.location = { href: address };
const ARABIC = "تطالب المنظمات بفتح الطريق";
const ENGLISH = "and the road stays open";

class Person extends Writer {
  static async come(name, way) {
    const { token, person, mode } = people[name];
    const ydoc = new Y.Doc();
    const state = await fetch(`${address}${path}/state`, { headers: { Authorization: `Bearer ${token}` } });
    Y.applyUpdate(ydoc, new Uint8Array(await state.arrayBuffer()), "kept");
    const one = new Person({ ydoc, person, mode });
    one.name = name;
    const rights = { token, epoch, mode };
    one.line = new Connection({
      doc: ydoc, awareness: new Awareness(ydoc), schema: VERSION, epoch, ways: [way(`${address}${path}`)], getToken: async () => rights,
      timers: { set: setTimeout, clear: clearTimeout },
      on: { state: (now) => (one.saved = now.isSavedThere), stopped: (notice) => fail(`${name} was stopped: ${JSON.stringify(notice)}`) },
    });
    one.line.start();
    await one.untilSaved();
    return one;
  }

  async untilSaved() {
    for (let turn = 0; turn < 400; turn += 1) {
      if (this.saved) return this;
      await sleep(25);
    }
    return fail(`${this.name} is not saved: ${this.line.state}`);
  }

  toEnd() {
    return this.at(this.doc.content.size - 1);
  }
}

function fail(words) {
  console.error(words);
  process.exit(1);
}

async function alike(...all) {
  for (let turn = 0; turn < 400; turn += 1) {
    const texts = new Set(all.map((one) => JSON.stringify(one.doc.toJSON())));
    if (texts.size === 1 && all.every((one) => one.saved)) return all[0].lines();
    await sleep(25);
  }
  return fail(`not alike: ${JSON.stringify(all.map((one) => [one.name, one.saved, one.line.state, one.lines()]))}`);
}

const rim = await Person.come("rim", socketWay);
const sami = await Person.come("sami", requestsWay);
const dima = await Person.come("dima", socketWay);

rim.toEnd().run(enter);
await alike(rim, sami, dima);
rim.toEnd();
sami.toEnd();
for (let at = 0; at < Math.max(ARABIC.length, ENGLISH.length); at += 1) {
  if (ARABIC[at]) rim.type(ARABIC[at]);
  if (ENGLISH[at]) sami.type(ENGLISH[at]);
  await sleep(20);
}
const together = await alike(rim, sami, dima);

rim.line.timers = { set: () => 0, clear: () => {} };
rim.line.closed(); // and does not come back by itself
rim.toEnd().run(enter);
rim.type("كُتب دون خط");
sami.toEnd().type(" – meanwhile");
await sami.untilSaved();
rim.line.timers = { set: setTimeout, clear: clearTimeout };
rim.line.again();
const returned = await alike(rim, sami, dima);

dima.behind("كُتب دون خط").type(" اقتراح").behind("road").remove(4);
dima.toEnd().run(enter);
await alike(rim, sami, dima);
const open = suggestionsIn(rim.doc).map(({ gone, come }) => ({ gone, come }));
rim.run(decide(({ id }) => suggestionsIn(rim.doc)[0].id !== id, true)); // all but the first
const settled = await alike(rim, sami, dima);
console.log(JSON.stringify({ together, returned, open, settled }));
process.exit(0);
