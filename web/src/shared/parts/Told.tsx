// New messages of others for those who do not see the screen: each said once, whatever is drawn anew.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Author } from "../protocol.ts";
import type { Message } from "../transcript.ts";

/** Milliseconds that the words stay; nobody should meet them a second time when reading through the page. */
const STAY = 10_000;

interface ToldProps {
  messages: readonly Message[];
  mine: Author;
  nameOf: (message: Message) => string;
  /** How far was known before; by default everything that stood here at first. */
  readBefore?: number | undefined;
}

export function Told({ messages, mine, nameOf, readBefore }: ToldProps): JSX.Element {
  const told = useRef(readBefore ?? messages.at(-1)?.seq ?? 0);
  const [words, setWords] = useState<readonly Message[]>([]);
  useEffect(() => {
    const fresh = messages.filter((message) => message.author !== mine && message.seq > told.current);
    if (fresh.length === 0) return;
    told.current = Math.max(told.current, ...fresh.map((message) => message.seq));
    setWords((former) => [...former, ...fresh]);
  }, [messages]);
  useEffect(() => {
    if (words.length === 0) return undefined;
    const timer = setTimeout(() => setWords([]), STAY);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <div class="ds-sr-only" aria-live="polite">
      {words.map((message) => <p key={message.seq}>{message.author === "desk" ? message.text : `${nameOf(message)}: ${message.text}`}</p>)}
    </div>
  );
}
