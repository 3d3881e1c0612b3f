// The sign on the browser's tab: whether somebody waits for an answer to an offer, or something is unread.

export type Badge = "none" | "unread" | "offer";

const PLAIN = "/icon.svg";
const BUBBLE = '<path fill="#0062ba" d="M6 4h20a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H15l-7 6v-6H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z"/>';
/** A dot for what is unread, a disc with a mark for an offer: told apart without their colours. */
const SIGNS: Record<Exclude<Badge, "none">, string> = {
  unread: '<circle cx="24" cy="8" r="7" fill="#c01b1b" stroke="#fff" stroke-width="2"/>',
  offer: '<circle cx="20" cy="12" r="11" fill="#c01b1b" stroke="#fff" stroke-width="2"/><path fill="#fff" d="M18.4 5h3.2l-.5 8.6h-2.2zM18.3 15.6h3.4V19h-3.4z"/>',
};

/** Shows it; the same sign again changes nothing. */
export function badge(sign: Badge): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const address = sign === "none" ? PLAIN : drawn(SIGNS[sign]);
  if (link && link.getAttribute("href") !== address) link.setAttribute("href", address);
}

function drawn(sign: string): string {
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${BUBBLE}${sign}</svg>`)}`;
}
