// What the site has written on the script tag, and where the desk is: where the script came from.
const script = document.currentScript as HTMLScriptElement | null;

/** `data-locale`, `data-label`, `data-hidden`, `data-open`, `data-page`, `data-exit` (docs/embedding.md). */
export const options: DOMStringMap = script?.dataset ?? {};

/** The desk's own origin: the only one that the frame is loaded from, and the only one that is given a port. */
export const origin = new URL(script?.src || location.href).origin;
