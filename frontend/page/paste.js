// Pasting from Word, Google Docs and pages goes through the server's importer; what it left out is said. Without a line
// the plain words are pasted. What comes from this editor stays as it is.
import { Fragment, Slice } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { schema } from "../text/schema.js";

const OURS = /data-pm-slice/;
const MOST = 4_000_000;

/** The plugin; `read(html)` asks the server for {nodes, dropped}; `say(words)` shows what was left out. */
export function pasting({ read, say, words }) {
  return new Plugin({
    props: {
      handlePaste(view, event) {
        const html = event.clipboardData?.getData("text/html") || "";
        const plain = event.clipboardData?.getData("text/plain") || "";
        if (plain && isInCell(view.state)) return pastePlain(view, plain); // blocks would tear the table in two
        if (!html || OURS.test(html) || html.length > MOST) return plain ? pastePlain(view, plain) : false;
        pasteRead(view, html, plain, { read, say, words });
        return true;
      },
      transformPasted: (slice) => withoutSuggestions(slice),
      clipboardTextSerializer: (slice) => slice.content.textBetween(0, slice.content.size, "\n\n"),
    },
  });
}

async function pasteRead(view, html, plain, { read, say, words }) {
  let answer = null;
  try {
    answer = await read(html);
  } catch {
    say(words.pasted_plain);
  }
  if (view.isDestroyed) return;
  if (!answer) return void pastePlain(view, plain);
  const slice = sliceOf(answer.nodes);
  if (!slice) return void pastePlain(view, plain);
  view.dispatch(view.state.tr.replaceSelection(slice).setMeta("paste", true).scrollIntoView());
  if (answer.dropped.length) say(`${words.left_out} ${answer.dropped.join(words.comma)}`);
}

/** Blocks of the server as something to put in; a single paragraph joins the words around it. */
export function sliceOf(nodes) {
  const blocks = nodes.map((one) => schema.nodeFromJSON({ ...one, attrs: { ...one.attrs, id: null } }));
  for (const block of blocks) block.check();
  if (!blocks.length) return null;
  const isLine = blocks.length === 1 && blocks[0].type === schema.nodes.paragraph;
  return new Slice(Fragment.from(blocks), isLine ? 1 : 0, isLine ? 1 : 0);
}

/** A cell is one line. */
function cellSlice(words) {
  const line = words.replace(/[\0-\x1f\ufffd]+/g, " ").trim();
  return line ? new Slice(Fragment.from(schema.text(line)), 0, 0) : Slice.empty;
}

/** Every line of the words is a paragraph; one line alone goes into the words around it. */
export function plainSlice(words) {
  const lines = words.replace(/\r\n?/g, "\n").replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffd]/g, "").split(/\n+/).filter((line) => line.trim());
  const blocks = lines.map((line) => schema.nodes.paragraph.create(null, schema.text(line)));
  return new Slice(Fragment.from(blocks), blocks.length ? 1 : 0, blocks.length ? 1 : 0);
}

const isInCell = ({ selection: { $from } }) => $from.parent.type === schema.nodes.cell;

function pastePlain(view, words) {
  const slice = isInCell(view.state) ? cellSlice(words) : plainSlice(words);
  view.dispatch(view.state.tr.replaceSelection(slice).setMeta("paste", true).scrollIntoView());
  return true;
}

/** A copy of words that are suggested is no suggestion: what was suggested away does not come along. */
function withoutSuggestions(slice) {
  const clean = (content) => {
    const kept = [];
    content.forEach((node) => {
      if (schema.marks.deletion.isInSet(node.marks)) return;
      const marks = schema.marks.insertion.removeFromSet(node.marks);
      const attrs = { ...node.attrs, ..."suggested" in node.attrs && { suggested: null }, ..."id" in node.attrs && { id: null } };
      kept.push(node.isText ? node.mark(marks) : node.type.create(attrs, clean(node.content), marks));
    });
    return Fragment.from(kept);
  };
  return new Slice(clean(slice.content), slice.openStart, slice.openEnd);
}
