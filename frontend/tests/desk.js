// Writers without a browser: the real plugins and the real binding behind a view that draws nothing.
import { EditorState, TextSelection } from "prosemirror-state";
import { ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import * as Y from "yjs";
import { caretOnItsLetter, tellTheCaret } from "../live/caret.js";
import { asAllowed } from "../page/editor.js";
import { directionByFirstLetter } from "../text/direction.js";
import { lastingIds } from "../text/ids.js";
import { schema } from "../text/schema.js";
import { typingRules } from "../text/typing.js";

const { nodes } = schema;
let clients = 1;

export const text = (words, ...marks) => schema.text(words, marks);
export const p = (words = "", attrs = {}) => nodes.paragraph.create(attrs, words ? text(words) : null);

/** A document with a title and these blocks. */
export function paper(...blocks) {
  const line = (type, words) => type.create(null, words ? text(words) : null);
  return nodes.body.create(null, [line(nodes.title, "العنوان"), line(nodes.subtitle), line(nodes.position), ...blocks]);
}

/** The position of the caret behind the first occurrence of these words. */
export function behind(doc, words) {
  let found = -1;
  doc.descendants((node, at) => {
    const index = found < 0 && node.isText ? node.text.indexOf(words) : -1;
    if (index >= 0) found = at + index + words.length;
  });
  if (found < 0) throw new Error(`nowhere: ${words}`);
  return found;
}

/** One person at a text of their own; `meet` brings two together. */
export class Writer {
  constructor({ doc = null, from = null, ydoc = null, mode = "write", person = "7", home = "rtl" } = {}) {
    this.ydoc = ydoc || new Y.Doc();
    if (!ydoc) this.ydoc.clientID = clients++;
    Object.assign(this, { person, rights: { mode }, isDestroyed: false });
    if (from) Y.applyUpdate(this.ydoc, Y.encodeStateAsUpdate(from.ydoc));
    const fragment = this.ydoc.getXmlFragment("text");
    const mayWrite = () => this.rights.mode === "write";
    this.rules = typingRules(home);
    this.state = EditorState.create({
      schema,
      plugins: [tellTheCaret(), ySyncPlugin(fragment), caretOnItsLetter(), yUndoPlugin(), this.rules, lastingIds(mayWrite), directionByFirstLetter(home, mayWrite)],
    });
    this.dispatch = (change) => this.apply(change);
    this.views = [];
    for (const plugin of this.state.plugins) if (plugin.spec.view) this.views.push(plugin.spec.view(this));
    if (doc) this.dispatch(this.state.tr.replaceWith(0, this.state.doc.content.size, doc.content));
  }

  get doc() {
    return this.state.doc;
  }

  hasFocus() {
    return false;
  }

  apply(change) {
    const wanted = asAllowed(change, this.state, this.rights, this.person, new Date("2026-11-23T12:00:00Z"));
    if (!wanted) return (this.wasRefused = true);
    const before = this.state;
    this.state = this.state.apply(wanted);
    for (const one of this.views) one?.update?.(this, before);
    return false;
  }

  run(command) {
    return command(this.state, this.dispatch, this);
  }

  at(position, head = position) {
    this.dispatch(this.state.tr.setSelection(TextSelection.create(this.doc, position, head)));
    return this;
  }

  behind(words) {
    return this.at(behind(this.doc, words));
  }

  type(words) {
    for (const sign of words) {
      const { from, to } = this.state.selection;
      if (this.rules.props.handleTextInput.call(this.rules, this, from, to, sign)) continue;
      this.dispatch(this.state.tr.insertText(sign));
    }
    return this;
  }

  remove(count) {
    const { from } = this.state.selection;
    this.dispatch(this.state.tr.delete(from - count, from));
    return this;
  }

  lines() {
    const found = [];
    this.doc.descendants((node) => {
      if (node.isTextblock) found.push(node.textContent);
      return !node.isTextblock;
    });
    return found;
  }
}

/** Both get what the other has. */
export function meet(one, other) {
  const mine = Y.encodeStateAsUpdate(one.ydoc, Y.encodeStateVector(other.ydoc));
  const theirs = Y.encodeStateAsUpdate(other.ydoc, Y.encodeStateVector(one.ydoc));
  Y.applyUpdate(other.ydoc, mine, "wire");
  Y.applyUpdate(one.ydoc, theirs, "wire");
}

