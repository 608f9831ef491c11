// The text itself: its plugins, and where every change goes through.

import { ReplaceStep } from "prosemirror-transform";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { yCursorPlugin, ySyncPlugin, ySyncPluginKey, yUndoPlugin } from "y-prosemirror";
import { caretOnItsLetter, tellTheCaret } from "../live/caret.js";
import { deletion } from "../suggest/marks.js";
import { suggest } from "../suggest/suggest.js";
import { directionByFirstLetter, wholeLines } from "../text/direction.js";
import { lastingIds } from "../text/ids.js";
import { controlAndShift, keys } from "../text/keys.js";
import { schema } from "../text/schema.js";
import { typingRules } from "../text/typing.js";

/** How much of the window the tools and a telephone's lines above and below lie upon, in pixels. */
const COVERED = { top: 120, right: 5, bottom: 84, left: 5 };

/**
 * The editor of `fragment` inside `place`. `rights.mode` is read, suggest or write and may change; `person` is the id
 * of who writes. `refused()` is told when a change cannot be suggested; `changed(view, docChanged)` after every change.
 */
export function editor({ place, fragment, awareness, commands, rights, person, paper, views, plugins, cursors, attributes, refused, changed }) {
  const mayWrite = () => rights.mode === "write";
  const state = EditorState.create({
    schema,
    plugins: [
      tellTheCaret(), // before the text is compared
      ySyncPlugin(fragment),
      caretOnItsLetter(), // after it is bound
      yCursorPlugin(awareness, cursors),
      yUndoPlugin(),
      ...plugins,
      typingRules(paper.dir),
      controlAndShift(paper.dir),
      ...keys(commands, paper.lang),
      lastingIds(mayWrite),
      directionByFirstLetter(paper.dir, mayWrite),
      wholeLines(paper.dir),
    ],
  });
  return new EditorView(place, {
    state,
    nodeViews: views,
    attributes,
    editable: () => rights.mode !== "read",
    scrollThreshold: COVERED,
    scrollMargin: COVERED,
    dispatchTransaction(change) {
      const wanted = asAllowed(change, this.state, rights, person);
      if (!wanted) return refused();
      this.updateState(this.state.apply(wanted));
      changed?.(this, wanted.docChanged);
    },
  });
}

/** The change as this person may make it; null when they may not. */
export function asAllowed(change, state, { mode, bySuggesting }, person, now = new Date()) {
  if (!change.docChanged || change.getMeta(ySyncPluginKey) || change.getMeta("settles")) return change;
  if (mode === "read") return null;
  return mode === "suggest" || bySuggesting ? suggest(change, state, person, now) : alive(change);
}

/** What is typed among words that somebody suggested to take out is not taken out with them. */
function alive(change) {
  if (change.steps.length !== 1 || !(change.steps[0] instanceof ReplaceStep)) return change;
  const { from, slice } = change.steps[0];
  if (!slice.size || slice.openStart || slice.openEnd || !slice.content.firstChild.isInline) return change;
  return change.removeMark(from, from + slice.size, deletion);
}
