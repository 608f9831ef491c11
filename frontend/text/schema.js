// The blocks and inlines of a paper as a ProseMirror schema: the node table of docs/live-text.md.
//
// An attribute that is null is not stored, and means what the engine's model says of it. Containers allow a little more
// than the model (several sublists): two people may add one at the same moment, and y-prosemirror deletes for
// everybody what a schema refuses.
import { Schema } from "prosemirror-model";

export const VERSION = 1;

const block = (spec, attrs = {}) => ({
  group: "block",
  attrs: { id: { default: null }, suggested: { default: null }, ...optional(attrs) },
  ...spec,
});
const optional = (attrs) => Object.fromEntries(Object.entries(attrs).map(([name, value]) => [name, { default: value }]));
const marked = (node, more = {}) => ({
  "data-id": node.attrs.id,
  dir: node.attrs.dir || null,
  ...suggestedAs(node),
  ...more,
});

/** What the style sheet and a screen reader need to know of a block or an atom that is a suggestion. */
export function suggestedAs(node) {
  const told = readSuggested(node);
  return told ? { "data-suggested": told.kind, "data-suggestion": told.id } : {};
}

/** The suggestion that a node is or undergoes: {kind, id, person, at, was?}; null for none. */
export function readSuggested(node) {
  if (!node.attrs.suggested) return null;
  try {
    return JSON.parse(node.attrs.suggested);
  } catch {
    return null;
  }
}

const LINES = { content: "inline*", marks: "_" };
const line = (tag, name, more = {}) => ({
  ...LINES,
  defining: true,
  parseDOM: [{ tag: `${tag}.${name}` }],
  toDOM: () => [tag, { class: name, ...more }, 0],
});
const single = (tag) => (name) => ({
  content: "text*",
  marks: "insertion deletion",
  defining: true,
  isolating: true,
  parseDOM: [{ tag: `${tag}.${name}` }],
  toDOM: () => [tag, { class: name, "data-part": name }, 0],
});
const dirOf = (dom) => dom.getAttribute("dir");

export const schema = new Schema({
  topNode: "body",
  nodes: {
    text: { inline: true, group: "inline" },
    paragraph: block(
      {
        ...LINES,
        parseDOM: [{ tag: "p", getAttrs: (dom) => ({ dir: dirOf(dom) }) }],
        toDOM: (node) => ["p", marked(node), 0],
      },
      { dir: null },
    ),
    title: single("h1")("title"),
    subtitle: single("p")("subtitle"),
    position: single("p")("position"),
    heading: block(
      {
        ...LINES,
        defining: true,
        parseDOM: [1, 2, 3].map((level) => ({
          tag: `h${level + 1}`,
          getAttrs: (dom) => ({ level, dir: dirOf(dom) }),
        })),
        toDOM: (node) => [`h${Math.min(Math.max(node.attrs.level || 1, 1), 3) + 1}`, marked(node), 0],
      },
      { level: 1, dir: null },
    ),
    list: block(
      {
        content: "item+",
        parseDOM: [
          { tag: "ol[data-id]", getAttrs: (dom) => ({ ordered: true, dir: dirOf(dom) }) },
          { tag: "ul[data-id]", getAttrs: (dom) => ({ ordered: null, dir: dirOf(dom) }) },
        ],
        toDOM: (node) => [node.attrs.ordered ? "ol" : "ul", marked(node), 0],
      },
      { ordered: null, dir: null },
    ),
    item: {
      content: "line sublist*",
      defining: true,
      attrs: optional({ suggested: null }),
      parseDOM: [{ tag: "li" }],
      toDOM: (node) => ["li", suggestedAs(node), 0],
    },
    line: line("p", "line"),
    sublist: {
      content: "item+",
      attrs: optional({ ordered: null }),
      parseDOM: [
        { tag: "ol.sublist", getAttrs: () => ({ ordered: true }) },
        { tag: "ul.sublist", getAttrs: () => ({ ordered: null }) },
      ],
      toDOM: (node) => [node.attrs.ordered ? "ol" : "ul", { class: "sublist" }, 0],
    },
    quote: block(
      {
        content: "words source",
        defining: true,
        parseDOM: [{ tag: "blockquote", getAttrs: (dom) => ({ dir: dirOf(dom) }) }],
        toDOM: (node) => ["blockquote", marked(node), 0],
      },
      { dir: null },
    ),
    words: line("p", "words"),
    source: line("p", "source"),
    caption: line("div", "caption"),
    table: block(
      {
        content: "caption row+",
        isolating: true,
        parseDOM: [{ tag: "div.table" }],
        toDOM: (node) => ["div", marked(node, { class: "table", role: "table", "data-header": heads(node) }), 0],
      },
      { header_rows: 1 },
    ),
    row: {
      content: "cell+",
      attrs: optional({ suggested: null }),
      parseDOM: [{ tag: "div.row" }],
      toDOM: (node) => ["div", { class: "row", role: "row", ...suggestedAs(node) }, 0],
    },
    cell: {
      ...LINES,
      isolating: true,
      attrs: optional({ colspan: null, rowspan: null }),
      parseDOM: [{ tag: "div.cell" }],
      toDOM: (node) => ["div", { class: "cell", role: "cell", style: `--span: ${node.attrs.colspan || 1}` }, 0],
    },
    ask: block(
      { ...LINES, defining: true, parseDOM: [{ tag: "div.ask" }], toDOM: (node) => ["div", marked(node, { class: "ask" }), 0] },
      { verb: null, addressee: null, due: null, basis: null },
    ),
    figure: block(
      {
        content: "caption",
        draggable: true,
        isolating: true,
        parseDOM: [
          {
            tag: "figure",
            getAttrs: (dom) => ({
              alt: dom.dataset.alt || "",
              media_type: dom.dataset.type || "",
              data: (dom.querySelector("img")?.getAttribute("src") || "").split(",")[1] || "",
            }),
          },
        ],
        toDOM: (node) => [
          "figure",
          marked(node, { "data-alt": node.attrs.alt, "data-type": node.attrs.media_type }),
          ["img", { src: pictureOf(node), alt: node.attrs.alt || "", contenteditable: "false" }],
          ["figcaption", 0],
        ],
      },
      { media_type: null, data: null, alt: null },
    ),
    page_break: block({
      atom: true,
      parseDOM: [{ tag: "hr" }],
      toDOM: (node) => ["hr", marked(node)],
    }),
    citation: {
      inline: true,
      group: "inline",
      atom: true,
      attrs: { key: {}, ...optional({ pinpoint: null, suggested: null }) },
      parseDOM: [
        { tag: "cite[data-key]", getAttrs: (dom) => ({ key: dom.dataset.key, pinpoint: dom.dataset.pinpoint || null }) },
      ],
      toDOM: (node) => [
        "cite",
        { "data-key": node.attrs.key, "data-pinpoint": node.attrs.pinpoint, ...suggestedAs(node) },
        `${node.attrs.key}${node.attrs.pinpoint ? ` · ${node.attrs.pinpoint}` : ""}`,
      ],
    },
    footnote: {
      inline: true,
      group: "inline",
      content: "text*",
      marks: "_",
      attrs: optional({ suggested: null }),
      parseDOM: [{ tag: "span.footnote" }],
      toDOM: (node) => ["span", { class: "footnote", ...suggestedAs(node) }, 0],
    },
    body: { content: "title subtitle position block+" },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [{ tag: "a[href]", getAttrs: (dom) => ({ href: dom.getAttribute("href") }) }],
      toDOM: (mark) => ["a", { href: mark.attrs.href, rel: "noreferrer noopener" }, 0],
    },
    foreign: {
      attrs: { lang: {} },
      parseDOM: [{ tag: "span[lang]", getAttrs: (dom) => ({ lang: dom.getAttribute("lang") }) }],
      toDOM: (mark) => ["span", { lang: mark.attrs.lang, class: "foreign" }, 0],
    },
    strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
    emphasis: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
    insertion: suggestion("ins"),
    deletion: suggestion("del"),
  },
});

function suggestion(tag) {
  return {
    attrs: { id: {}, person: {}, at: {} },
    inclusive: false,
    parseDOM: [
      {
        tag: `${tag}[data-suggestion]`,
        getAttrs: ({ dataset }) => ({ id: dataset.suggestion, person: dataset.person, at: dataset.at }),
      },
    ],
    toDOM: ({ attrs }) => [tag, { "data-suggestion": attrs.id, "data-person": attrs.person, "data-at": attrs.at }, 0],
  };
}

function heads(node) {
  return Math.min(Math.max(node.attrs.header_rows ?? 1, 0), 3);
}

/** The picture's address; only what browsers draw without running anything. */
export function pictureOf(node) {
  const { media_type: type, data } = node.attrs;
  return ["image/png", "image/jpeg"].includes(type) && /^[A-Za-z0-9+/=]*$/.test(data || "") ? `data:${type};base64,${data}` : "";
}
