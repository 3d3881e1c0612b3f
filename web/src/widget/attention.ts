// Calls somebody back who has looked away while she waited: a sound, a short buzz, and the tab's title.
import { computed, effect, signal } from "@preact/signals";
import { chime } from "../shared/chime.ts";
import { isLookedAt } from "../shared/looked_at.ts";
import { read, type Store, tabStore, write } from "../shared/storage.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { conversation } from "./model.ts";

const SILENT = "desk.silent";
const ANSWERED = [200, 100, 200];
const MESSAGE = [120];

const store: Store = tabStore();

export const sound = signal(read<boolean>(store, SILENT) !== true);
/** Somebody has answered, and nobody has looked since. */
const answered = signal(false);

/** What the tab is called: what has happened comes first, since a tab shows only the beginning. */
export const title = computed(() => {
  const { header, safety, talking } = texts();
  const unread = conversation.value?.unread.value ?? 0;
  if (unread > 0) return talking.unread(unread) + header.title;
  return answered.value ? `${safety.sound.answered} – ${header.title}` : header.title;
});

export function switchSound(): void {
  sound.value = !sound.value;
  write(store, SILENT, sound.value ? null : true);
  if (sound.value) chime();
}

/** From now on, for as long as the page stands. */
export function callBack(): void {
  document.addEventListener("visibilitychange", () => {
    if (isLookedAt()) answered.value = false;
  });
  effect(() => { document.title = title.value; });
  effect(() => {
    const talk = conversation.value;
    if (!talk) answered.value = false;
    talk?.onCall((kind) => {
      if (kind === "answered") answered.value = !isLookedAt();
      if (sound.peek()) chime();
      // Browsers that cannot do nothing; those that can complain where nobody has touched the page.
      if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(kind === "answered" ? ANSWERED : MESSAGE);
    });
  });
}
