// Which dialogs of the console are open, and about what: one place, so that keys, palette and buttons open the same.
import { signal } from "@preact/signals";

export const keysShown = signal(false);
export const paletteShown = signal(false);
/** The conversation that is to be ended, once confirmed. */
export const ending = signal<string | null>(null);
/** The conversation that is to be ended because of abuse, once confirmed. */
export const ousting = signal<string | null>(null);
/** The conversation whose text is to be kept. */
export const holding = signal<string | null>(null);
export const dayShown = signal(false);
export const routineShown = signal(false);
/** A phone call that is over is being registered. */
export const registering = signal(false);
/** An address in what a citizen wrote, or to a site nobody knows, that somebody wants to follow. */
export const foreignLink = signal<string | null>(null);
