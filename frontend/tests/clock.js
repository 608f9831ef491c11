// A clock in the hand of a test: `pass` lets what is due happen, in its order.

export class Clock {
  constructor() {
    this.now = 0;
    this.due = [];
    this.set = (act, time) => {
      const one = { act, at: this.now + time };
      this.due.push(one);
      return one;
    };
    this.clear = (one) => { this.due = this.due.filter((other) => other !== one); };
  }

  async pass(time) {
    const end = this.now + time;
    for (;;) {
      await settled();
      const next = this.due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.clear(next);
      this.now = next.at;
      next.act();
    }
    this.now = end;
    await settled();
  }
}

export async function settled() {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
