// The widget: header and one view. A new view gets the focus on its heading, so that nobody is left behind.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { language, texts } from "../shared/texts/catalogue.ts";
import { After, Erased } from "./After.tsx";
import { Before } from "./Before.tsx";
import { Closed } from "./Closed.tsx";
import { Header } from "./Header.tsx";
import { NetworkBar } from "../shared/parts/NetworkBar.tsx";
import { conversation, desk, type View, view } from "./model.ts";
import { Talk } from "./Talk.tsx";

export function App(): JSX.Element {
  const t = texts();
  const unread = conversation.value?.unread.value ?? 0;
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = (unread > 0 ? t.talking.unread(unread) : "") + t.header.title;
  }, [language.value, unread]);
  useFocusOnNewView(view.value);
  return (
    <div class="widget" data-view={view.value}>
      <Header />
      <Body />
    </div>
  );
}

function Body(): JSX.Element {
  const talk = conversation.value;
  switch (view.value) {
    case "before": return <Before />;
    case "closed": return <Closed />;
    case "erased": return <Erased />;
    case "displaced": return <Displaced />;
    case "conversation": return talk ? <Talk talk={talk} /> : <Loading />;
    case "after": return talk ? <After talk={talk} /> : <Loading />;
    default: return <Loading />;
  }
}

/** A skeleton that appears after 300 ms; when nothing answers for 3 s, that is said in words. */
function Loading(): JSX.Element {
  const { header, network, problem } = texts();
  const talk = conversation.value;
  const silent = talk ? talk.network.value !== "live" : desk.silent.value;
  return (
    <main class="page" aria-busy="true">
      <h1 class="ds-sr-only">{header.loading}</h1>
      <NetworkBar lost={silent} text={talk ? network.lost : problem.noticed}
        action={talk && talk.closeCode.value !== null ? { label: network.reconnect, run: () => talk.start() } : null} />
      <div class="skeleton" aria-hidden="true"><span /><span /><span /></div>
    </main>
  );
}

function Displaced(): JSX.Element {
  const { displaced } = texts();
  return (
    <main class="page">
      <h1 class="heading" tabIndex={-1}>{displaced.heading}</h1>
      <p>{displaced.text}</p>
      <p><button type="button" class="ds-button" onClick={() => conversation.value?.start()}>{displaced.here}</button></p>
    </main>
  );
}

/** The first view of a page leaves the focus alone; loading in between is no view of its own. */
function useFocusOnNewView(now: View): void {
  const former = useRef<View | null>(null);
  useEffect(() => {
    if (now === "loading") return;
    const was = former.current;
    former.current = now;
    if (was === null || was === now) return;
    const target = now === "conversation" ? "#message" : "h1";
    document.querySelector<HTMLElement>(target)?.focus();
  }, [now]);
}
