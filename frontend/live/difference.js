// Where a text has changed, as y-prosemirror asks it; with the caret in mind.
//
// "aa" → "aaa" may be a letter before, between or behind; only the caret knows. Taken for behind what another person is
// writing there, it would tear their word apart.
let caret = null; // {text, offset}: the whole run of words as it is now, and where in it the caret stands

/** Tells where the next change of this very text ends; null forgets it. */
export function changeEndsAt(text, offset) {
  caret = text === null ? null : { text, offset };
}

const isHigh = (code) => code >= 0xd800 && code <= 0xdbff;
const isLow = (code) => code >= 0xdc00 && code <= 0xdfff;

/** {index, remove, insert}: what makes `before` into `after`. Halves of a character are never parted. */
export function simpleDiff(before, after) {
  const most = Math.min(before.length, after.length);
  const mayReach = caret && caret.text === after ? startOfChange(before, after, caret.offset) : most;
  let left = 0;
  while (left < most && left < mayReach && before[left] === after[left]) left += 1;
  if (left && isHigh(before.charCodeAt(left - 1))) left -= 1;
  let right = 0;
  while (right < most - left && before.at(-1 - right) === after.at(-1 - right)) right += 1;
  if (right && isLow(before.charCodeAt(before.length - right))) right -= 1;
  return { index: left, remove: before.length - left - right, insert: after.slice(left, after.length - right) };
}

/** How far the common beginning may reach at most: what was put in ends at the caret, what was taken out stood there. */
function startOfChange(before, after, offset) {
  const grown = after.length - before.length;
  return Math.max(grown > 0 ? offset - grown : offset, 0);
}

export const simpleDiffString = simpleDiff;
