// Where the cursor goes: fields are found by their ids once the page has drawn them.

export const composerId = (contactId: string): string => `say-${contactId}`;

const TRIES = 40;

/** Focuses a field as soon as it is there; it may come with the next frame from the desk. */
export function focusSoon(id: string, left = TRIES): void {
  const element = document.getElementById(id);
  if (element) element.focus();
  else if (left > 0) requestAnimationFrame(() => focusSoon(id, left - 1));
}
