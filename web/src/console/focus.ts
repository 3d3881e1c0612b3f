// Where the cursor goes: fields are found by their ids once the page has drawn them.

export const composerId = (contactId: string): string => `say-${contactId}`;

const TRIES = 60;

/** Focuses a field as soon as it is there; it may come with the next frame from the desk. */
export async function focusSoon(id: string): Promise<void> {
  for (let left = TRIES; left > 0; left -= 1) {
    const element = document.getElementById(id);
    if (element) return element.focus();
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
