// The widget: header and one view. A new view gets the focus on its heading, so that nobody is left behind.
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Announcer } from "../shared/parts/Announce.tsx";
import { language, texts } from "../shared/texts/catalogue.ts";
import { Before } from "./Before.tsx";
import { Closed } from "./Closed.tsx";
import { Header } from "./Header.tsx";
import { later } from "./later.ts";
import { Leaving } from "./Leaving.tsx";
import { NetworkBar, useLasting } from "../shared/parts/NetworkBar.tsx";
import { conversation, desk, useHere, view } from "./model.ts";
import { Talk } from "./Talk.tsx";
import type { View } from "./view.ts";

export function App(): JSX.Element {
  useEffect(() => { document.documentElement.lang = language.value; }, [language.value]);
  useFocusOnNewView(view.value);
  return (
    <div class="widget" data-view={view.value}>
      <Header />
      <Body />
      <Announcer />
    </div>
  );
}

function Body(): JSX.Element {
  const talk = conversation.value;
  const views = later.value;
  switch (view.value) {
    case "before": return <Before />;
    case "closed": return <Closed />;
    case "leaving": return <Leaving />;
    case "receipt": return views ? <views.Receipt /> : <Loading />;
    case "reading": return views ? <views.Reading /> : <Loading />;
    case "erased": return views ? <views.Erased /> : <Loading />;
    case "displaced": return <Displaced />;
    case "conversation": return talk ? <Talk talk={talk} /> : <Loading />;
    case "after": return talk && views ? <views.After talk={talk} /> : <Loading />;
    default: return <Loading />;
  }
}

/** A skeleton that appears after 300 ms; when nothing answers for 3 s, that is said in words. */
function Loading(): JSX.Element {
  const { header, network, problem, safety } = texts();
  const talk = conversation.value;
  const silent = talk ? talk.network.value !== "live" : desk.silent.value;
  const lasting = useLasting(silent);
  return (
    <main class="page" aria-busy="true">
      <h1 class="ds-sr-only">{header.loading}</h1>
      <NetworkBar lost={silent} text={talk ? network.lost : problem.noticed}
        action={talk && talk.closeCode.value !== null ? { label: network.reconnect, run: () => talk.start() } : null} />
      <div class="skeleton" aria-hidden="true"><span /><span /><span /></div>
      {talk && lasting ? <p><button type="button" class="ds-link" onClick={() => talk.leave()}>{safety.leaving.giveUp}</button></p> : null}
    </main>
  );
}

function Displaced(): JSX.Element {
  const { displaced } = texts();
  return (
    <main class="page">
      <h1 class="heading" tabIndex={-1}>{displaced.heading}</h1>
      <p>{displaced.text}</p>
      <p><button type="button" class="ds-button" onClick={() => void useHere()}>{displaced.here}</button></p>
    </main>
  );
}

/**
 * The first view of a page leaves the focus alone; loading in between is no view of its own. Whoever is writing when
 * the page turns goes on writing in the same field of the new view, at the same place, and before another key can be hit.
 */
function useFocusOnNewView(now: View): void {
  const former = useRef<View | null>(null);
  const writing = former.current === now ? null : writingPlace();
  useLayoutEffect(() => {
    if (now === "loading") return;
    const was = former.current;
    former.current = now;
    if (was === null || was === now) return;
    if (writing?.goOn()) return;
    document.querySelector<HTMLElement>(now === "conversation" ? "#message" : "h1")?.focus();
  }, [now]);
}

/** The field that has the focus, as long as the old view still stands; `goOn` is false when the new one lacks it. */
function writingPlace(): { goOn: () => boolean } | null {
  const field = document.activeElement;
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return null;
  const { id, selectionStart, selectionEnd } = field;
  return {
    goOn: () => {
      const same = document.getElementById(id);
      if (!(same instanceof HTMLTextAreaElement || same instanceof HTMLInputElement)) return false;
      same.focus();
      if (selectionStart !== null) same.setSelectionRange(selectionStart, selectionEnd);
      return true;
    },
  };
}
