// The topics used most, each with its number: a digit in the empty field picks it, and so does a finger.
import type { JSX } from "preact";
import { careTexts } from "../shared/texts/care.ts";
import { named } from "../shared/texts/staff.ts";
import type { Topic } from "./lists.ts";

interface FavouritesProps { topics: readonly Topic[]; chosen: readonly string[]; full: boolean; onPick: (topic: Topic) => void }

export function Favourites({ topics, chosen, full, onPick }: FavouritesProps): JSX.Element | null {
  const { wrapUps: t } = careTexts();
  if (topics.length === 0) return null;
  return (
    <div class="favourites" role="group" aria-label={t.favourites}>
      <span class="small quiet" aria-hidden="true">{t.favourites}</span>
      {topics.map((topic, index) => {
        const isChosen = chosen.includes(topic.code);
        return (
          <button key={topic.code} type="button" class="favourite small" tabIndex={-1} aria-pressed={isChosen} aria-disabled={full && !isChosen}
            aria-label={t.favourite(index + 1, named(topic))} onMouseDown={(event) => event.preventDefault()} onClick={() => onPick(topic)}>
            <kbd aria-hidden="true">{index + 1}</kbd> <span>{named(topic)}</span>
          </button>
        );
      })}
    </div>
  );
}
