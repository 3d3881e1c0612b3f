// What stands on a page of figures while it asks, when it cannot be told, and when the desk refuses.
import type { ComponentChildren, JSX } from "preact";
import { Skeleton } from "../board/Skeleton.tsx";
import type { Found } from "../settings/found.ts";
import { toHeadingWhenLost } from "../settings/lost_focus.ts";
import { Unread } from "../settings/Unread.tsx";
import { figuresTexts } from "../shared/texts/figures.ts";
import { insightTexts } from "../shared/texts/insight.ts";

/** An answer, and to which question; `answer` is null where the desk refused it. */
export interface Keyed<T> { key: string; answer: T | null }
interface AnsweredProps<T> {
  found: Found<Keyed<T> | null>; wanted: string; wrong: boolean; reset: () => void;
  children: (answer: T) => ComponentChildren;
}

export function Answered<T>({ found, wanted, wrong, reset, children }: AnsweredProps<T>): JSX.Element {
  const { value } = found;
  const old = value !== null && value.key !== wanted;
  const refused = !wrong && value !== null && !old && value.answer === null;
  return (
    <>
      <Unread of={found} />
      {!wrong && (value === null || old) && !found.failed ? <Fetching fresh={value === null} /> : null}
      {refused ? <Refused reset={reset} /> : null}
      {value?.answer ? <div class="shown" aria-busy={old}>{children(value.answer)}</div> : null}
    </>
  );
}

function Fetching({ fresh }: { fresh: boolean }): JSX.Element {
  return fresh ? <section class="card"><Skeleton /></section> : <p class="quiet small">{figuresTexts().fetching}</p>;
}

/** An address that somebody has typed or kept for too long: one press leads back to what there is. */
function Refused({ reset }: { reset: () => void }): JSX.Element {
  const t = insightTexts();
  const press = (): void => {
    reset();
    toHeadingWhenLost();
  };
  return <p class="problem" role="alert">{t.refused} <button type="button" class="plain-button" onClick={press}>{t.resetTopics}</button></p>;
}
