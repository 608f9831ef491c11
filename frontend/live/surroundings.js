// What the libraries ask of where they run. They look into the process, the address and the store of the page for it.
export const isBrowser = typeof document !== "undefined";
export const production = true;
export const getVariable = () => null;
