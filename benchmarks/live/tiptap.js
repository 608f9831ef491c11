// An editor of TipTap's ready parts with the features of ours: what the editor page would weigh with it.
import { HocuspocusProvider } from "@hocuspocus/provider";
import { suggestChanges, suggestChangesKey, withSuggestChanges, addSuggestionMarks } from "@handlewithcare/prosemirror-suggest-changes";
import { Editor, Extension, Node } from "@tiptap/core";
import Collaboration from "@tiptap/extension-collaboration";
import CollaborationCursor from "@tiptap/extension-collaboration-cursor";
import Image from "@tiptap/extension-image";
import Link from "@tiptap/extension-link";
import Mention from "@tiptap/extension-mention";
import Placeholder from "@tiptap/extension-placeholder";
import Table from "@tiptap/extension-table";
import TableCell from "@tiptap/extension-table-cell";
import TableHeader from "@tiptap/extension-table-header";
import TableRow from "@tiptap/extension-table-row";
import StarterKit from "@tiptap/starter-kit";
import { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";

const Footnote = Node.create({ name: "footnote", group: "inline", inline: true, content: "text*", renderHTML: () => ["small", 0] });
const Suggestions = Extension.create({ name: "suggestions", addProseMirrorPlugins: () => [suggestChanges()] });

const doc = new Y.Doc();
const provider = new HocuspocusProvider({ url: "ws://localhost", name: "paper", document: doc });
globalThis.kept = new IndexeddbPersistence("paper", doc);
globalThis.parts = { suggestChangesKey, withSuggestChanges, addSuggestionMarks };
globalThis.editor = new Editor({
  element: document.body,
  extensions: [
    StarterKit.configure({ history: false }),
    Collaboration.configure({ document: doc }),
    CollaborationCursor.configure({ provider }),
    Table, TableRow, TableHeader, TableCell, Link, Image, Mention, Placeholder, Footnote, Suggestions,
  ],
});
