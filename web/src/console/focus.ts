// Where the cursor goes: fields are found by their ids once the page has drawn them, and the parts of the page by turns.

export const composerId = (contactId: string): string => `say-${contactId}`;
export const TOPIC_FIELD = "topic-search";

const TRIES = 60;

/** Focuses a field as soon as it is there; it may come with the next frame from the desk. */
export function focusSoon(id: string): Promise<void> {
  return focusWhenThere(`[id="${id}"]`);
}

/** The topics of this contact's form, and not of the form that it is about to replace. */
export function focusTopics(contactId: string): Promise<void> {
  return focusWhenThere(`form[data-contact="${contactId}"] [id="${TOPIC_FIELD}"]`);
}

async function focusWhenThere(selector: string): Promise<void> {
  for (let left = TRIES; left > 0; left -= 1) {
    const element = document.querySelector<HTMLElement>(selector);
    if (element) return element.focus();
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Scrolls the list an option stands in, and nothing else of the page. */
export function keepInSight(option: HTMLElement | null): void {
  const list = option?.closest<HTMLElement>("[role='listbox']");
  if (!option || !list) return;
  const [inner, outer] = [option.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
}

/** The rail, each conversation and the drawer, in the order in which they stand; from the last one to the first. */
export function nextPart(step: 1 | -1): void {
  const parts = [...document.querySelectorAll<HTMLElement>("[data-part]")].filter((part) => part.offsetParent !== null || part.getClientRects().length > 0);
  const at = parts.findIndex((part) => part.contains(document.activeElement));
  const next = at < 0 ? (step > 0 ? 0 : parts.length - 1) : (at + step + parts.length) % parts.length;
  parts[next]?.focus();
}

/** To the first that can be taken; where none can, to the line itself. */
export function toQueue(): void {
  const queue = document.getElementById("queue")?.closest("section");
  const first = queue?.querySelector<HTMLElement>("button");
  const heading = document.getElementById("queue");
  heading?.setAttribute("tabindex", "-1");
  (first ?? heading)?.focus();
  heading?.scrollIntoView({ block: "nearest" });
}
