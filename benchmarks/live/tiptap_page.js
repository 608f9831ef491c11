// The same with what TipTap leaves to the page, and ours has: toolbar, dialogs and keys, the list of what is suggested,
// what is cited and what an ask says, the picture that is made smaller, what was pasted, who is here, what is saved.
// Taken from ours, so that it weighs the same; what these files ask of our texts and suggestions is left out.
import "./tiptap.js";
import * as cite from "../../frontend/page/cite.js";
import * as dialog from "../../frontend/page/dialog.js";
import * as forms from "../../frontend/page/forms.js";
import * as help from "../../frontend/page/help.js";
import * as paste from "../../frontend/page/paste.js";
import * as people from "../../frontend/page/people.js";
import * as picture from "../../frontend/page/picture.js";
import * as server from "../../frontend/page/server.js";
import * as status from "../../frontend/page/status.js";
import * as suggestions from "../../frontend/page/suggestions.js";
import * as toolbar from "../../frontend/page/toolbar.js";

const parts = [cite, dialog, forms, help, paste, people, picture, server, status, suggestions, toolbar];
globalThis.page = parts.map((part) => Object.values(part));
