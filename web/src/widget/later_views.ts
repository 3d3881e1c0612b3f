// The views that nobody needs at first: one file of their own, fetched once the first view stands.
export { After, Erased } from "./After.tsx";
export { Reading } from "./Reading.tsx";
export { Receipt } from "./Receipt.tsx";
