// The topics I record most, as the desk counts them: each is one key away.
import { signal } from "@preact/signals";
import { call } from "../shared/http.ts";
import type { Topic, TopicGroup } from "./lists.ts";

const favourites = signal<readonly string[]>([]);

/** Asks anew; a desk that does not answer leaves those that were there. */
export async function loadFavourites(): Promise<void> {
  const answer = await call<{ topics: string[] }>("/api/me/favourites").catch(() => null);
  if (answer) favourites.value = answer.topics;
}

/** In the order of use; one that is gone from the list is left out. */
export function favouriteTopics(groups: readonly TopicGroup[]): Topic[] {
  const all = groups.flatMap((group) => group.children);
  return favourites.value.map((code) => all.find((topic) => topic.code === code)).filter((topic): topic is Topic => topic !== undefined);
}
