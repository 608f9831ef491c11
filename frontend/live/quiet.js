// Yjs writes warnings with colours; the page keeps none of its console, so all that this would take is left away.
const nothing = () => {};
export { nothing as print, nothing as warn };
export const BOLD = "", UNBOLD = "", ORANGE = "", RED = "";
