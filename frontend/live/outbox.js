// What was written here and is not yet kept there: gathered for a moment, joined, sent, and counted until acknowledged.
import { compact } from "./compact.js";

export const ALONE = 1000; // milliseconds to gather when nobody is waiting for the letters
export const TOGETHER = 400;

const NOTHING = new Uint8Array([0, 0]);

/** Gathers updates; `send` takes one joined update, `answer` what the server has asked for. `timers` is {set, clear}, so that tests can hold the clock. */
export class Outbox {
  constructor({ send, answer, timers, onChange = () => {} }) {
    Object.assign(this, { send, answer, timers, onChange });
    this.waiting = [];
    this.sent = 0;
    this.acknowledged = 0;
    this.isOpen = false;
    this.timer = null;
    this.pause = ALONE;
  }

  /** Whether everything written here is kept there. */
  get isEmpty() {
    return !this.waiting.length && this.sent === this.acknowledged && !this.lost;
  }

  add(bytes) {
    this.waiting.push(bytes);
    if (this.isOpen && this.timer === null) this.timer = this.timers.set(() => this.flush(), this.pause);
    this.onChange();
  }

  flush() {
    this.timers.clear(this.timer);
    this.timer = null;
    if (!this.isOpen || !this.waiting.length) return;
    const whole = compact(this.waiting);
    this.waiting = [];
    this.sent += 1;
    this.send(whole);
    this.onChange();
  }

  /** The line is there and the server has said what it has: `missing` is all that it lacks, null when it lacks nothing. */
  open(missing) {
    this.isOpen = true;
    this.waiting = [];
    this.sent = 1;
    this.acknowledged = 0;
    this.lost = false;
    this.answer(missing || NOTHING);
    this.onChange();
  }

  /** The line is gone: what was not acknowledged will be found missing when it is back. */
  close() {
    this.timers.clear(this.timer);
    this.timer = null;
    this.lost = !this.isEmpty;
    this.isOpen = false;
    this.onChange();
  }

  /** All of it has come there on another way. */
  settle() {
    this.waiting = [];
    this.acknowledged = this.sent;
    this.lost = false;
  }

  acknowledge(count) {
    this.acknowledged = Math.min(count, this.sent);
    this.onChange();
  }
}
