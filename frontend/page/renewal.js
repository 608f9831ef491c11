// What the server says about passages, asked for anew while people write: half a minute after the first change.
const TIME = 30_000; // milliseconds

/** A function to call at every change: `renew` is called once for all changes of the time. What it answers in vain comes later. */
export function renewing(renew, timers) {
  let timer = null;
  return function changed() {
    timer ??= timers.set(async () => {
      timer = null;
      if (!(await renew().catch(() => true))) changed();
    }, TIME);
  };
}

/** Fetches the markup for a place, which the server has escaped; false while somebody is there or nobody looks. */
export function fetched(place, fetch) {
  let shown = "";
  return async () => {
    if (document.hidden || place.contains(document.activeElement)) return false;
    const markup = await fetch();
    if (markup !== shown) place.innerHTML = shown = markup;
    return true;
  };
}
