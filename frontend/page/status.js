// What is saved where, always in words; a screen reader is told when it has been so for a while, not at every letter.
import { el, icon } from "./dom.js";

const CALM = 2_500;

export class Status {
  constructor(place, words) {
    Object.assign(this, { words, here: "wait", line: "connecting", isSavedThere: false });
    this.hereMark = el("span", { class: "live-saved" });
    this.thereMark = el("span", { class: "live-saved" });
    this.aloud = el("span", { class: "unseen", role: "status", "aria-live": "polite" });
    place.append(this.hereMark, this.thereMark, this.aloud);
    this.draw();
  }

  /** "kept", "wait", "off" (somebody chose not to keep here) or "failed". */
  keptHere(here) {
    this.here = here;
    this.draw();
  }

  keptThere({ state, isSavedThere }) {
    Object.assign(this, { line: state, isSavedThere });
    this.draw();
  }

  draw() {
    const { words } = this;
    const short = words.here_short;
    const here = { kept: ["done", words.here_kept, short], wait: ["wait", words.here_wait, short], off: ["cut", words.here_off, short], failed: ["cut", words.here_failed] }[this.here];
    const there = this.isSavedThere
      ? ["done", words.there_saved, words.there_short]
      : { online: ["wait", words.there_wait, words.there_short], connecting: ["wait", words.there_connecting], offline: ["cut", words.there_offline], stopped: ["cut", words.there_stopped] }[this.line];
    put(this.hereMark, ...here);
    put(this.thereMark, ...there);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sayOnce(there[1]), CALM);
  }

  sayOnce(words) {
    if (this.said !== words) this.aloud.textContent = this.said = words;
  }
}

/** On a telephone the sign and a few words, so that the line keeps its height while somebody types. */
function put(place, mark, words, short) {
  if (place.dataset.mark === mark && place.dataset.words === words) return;
  Object.assign(place.dataset, { mark, words });
  place.replaceChildren(icon(mark), el("span", { class: short && "long" }, words), short ? el("span", { class: "short", "aria-hidden": "true" }, short) : "");
}
