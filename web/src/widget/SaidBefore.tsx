// The conversation that has just ended: whoever was in the middle of the last answer still reads it.
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { texts } from "../shared/texts/catalogue.ts";
import type { Conversation } from "./conversation.ts";
import { SaidThere } from "./SaidThere.tsx";

export function SaidBefore({ talk, open }: { talk: Conversation; open: boolean }): JSX.Element | null {
  const { log, talking } = texts();
  const box = useRef<HTMLDivElement>(null);
  const messages = talk.messages.value;
  const toEnd = (): void => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  useLayoutEffect(toEnd, [messages]);
  if (messages.length === 0) return null;
  return (
    <details class="said-before" open={open} onToggle={toEnd}>
      <summary>{log.readAgain}</summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by key. */}
      <div ref={box} role="region" aria-label={talking.log} tabIndex={0}><SaidThere messages={messages} label={talking.log} /></div>
    </details>
  );
}
