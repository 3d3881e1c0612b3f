// A past conversation, to be read again: who said what, without anything to write in.
import type { ComponentChildren, JSX } from "preact";
import { Bubble } from "../shared/parts/Bubble.tsx";
import { texts } from "../shared/texts/catalogue.ts";
import type { Message } from "../shared/transcript.ts";

interface SaidThereProps { messages: readonly Message[]; label: string; children?: ComponentChildren }

export function SaidThere({ messages, label, children }: SaidThereProps): JSX.Element {
  const { talking } = texts();
  return (
    <ol class="said-there" aria-label={label}>
      {messages.map((message, index) => (message.author === "desk"
        ? <li key={index} class="system" dir="auto">{message.text}</li>
        : (
          <Bubble key={index} mine={message.author === "citizen"} first={messages[index - 1]?.author !== message.author}
            who={message.author === "citizen" ? talking.you : message.name ?? talking.counsellor}
            text={message.text} linked={message.author === "counsellor"} />
        )))}
      {children}
    </ol>
  );
}
