// What is asked for anew while people write: once for all changes of half a minute.
import assert from "node:assert/strict";
import { test } from "node:test";
import { renewing } from "../page/renewal.js";
import { Clock } from "./clock.js";

function begin(answers = []) {
  const clock = new Clock();
  const asked = [];
  const changed = renewing(async () => (asked.push(clock.now), answers.length ? answers.shift()() : true), clock);
  return { clock, asked, changed };
}

test("however much is written, it is asked twice a minute at most, and not at all when nothing is", async () => {
  const { clock, asked, changed } = begin();
  for (let turn = 0; turn < 65; turn += 1) {
    changed();
    await clock.pass(1_000);
  }
  await clock.pass(300_000);
  assert.deepEqual(asked, [30_000, 60_000, 90_000]);
});

test("while somebody reads there it waits, and when the line is cut until the next change", async () => {
  const { clock, asked, changed } = begin([() => false, () => false, () => true]);
  changed();
  await clock.pass(300_000);
  assert.deepEqual(asked, [30_000, 60_000, 90_000]);
  const cut = begin([() => Promise.reject(new Error("offline"))]);
  cut.changed();
  await cut.clock.pass(300_000);
  assert.deepEqual(cut.asked, [30_000]);
});
