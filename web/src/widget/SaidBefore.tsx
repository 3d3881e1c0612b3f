// The conversation that has just ended: whoever was in the middle of the last answer still reads it.
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Bubble } from "../shared/parts/Bubble.tsx";
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
  const unsent = talk.pending.value;
  useLayoutEffect(toEnd, [messages, unsent]);
  if (messages.length + unsent.length === 0) return null;
  return (
    <details class="said-before" open={open || unsent.length > 0} onToggle={toEnd}>
      <summary>{log.readAgain}</summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by key. */}
      <div ref={box} role="region" aria-label={talking.log} tabIndex={0}>
        <SaidThere messages={messages} label={talking.log}>
          {unsent.map((item) => <Bubble key={item.cid} mine who={talking.you} first={false} text={item.text} pending state={talking.notSent} />)}
        </SaidThere>
      </div>
    </details>
  );
}
