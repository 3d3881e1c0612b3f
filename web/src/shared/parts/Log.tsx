// The messages in order, with one timestamp a minute, read out as they come (role log on a div, never on the list).
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { clockTime, fullTime } from "../dates.ts";
import type { Author } from "../protocol.ts";
import type { Texts } from "../texts/nb.ts";
import type { Message } from "../transcript.ts";
import { Bubble, type OnForeignLink } from "./Bubble.tsx";

interface LogProps {
  label: string;
  messages: readonly Message[];
  /** Which side looks: its messages stand to the right. */
  mine: Author;
  nameOf: (message: Message) => string;
  /** Which messages on my side somebody else wrote, so that the name stands there. */
  byOther?: (message: Message) => boolean;
  dates: Texts["dates"];
  maskedText: (message: Message) => string | null;
  /** Is asked to open an address that is not simply opened; without it such an address is plain text. */
  onForeignLink?: OnForeignLink;
  /** The state of my last stored message. */
  lastState?: string | null;
  /** What has not come back yet. */
  children?: ComponentChildren;
  /** Changes whenever something was added below. */
  grown: unknown;
}

const NEAR = 120;

export function Log({ label, messages, mine, nameOf, dates, maskedText, lastState, children, grown, byOther, onForeignLink }: LogProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const follow = useRef(true);
  const onScroll = (): void => {
    const element = box.current;
    if (element) follow.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
  };
  const toEnd = (): void => {
    const element = box.current;
    if (element && follow.current) element.scrollTop = element.scrollHeight;
  };
  useLayoutEffect(toEnd, [messages, grown]);
  // What stands below may grow and take room: the last words stay in sight.
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const watcher = new ResizeObserver(toEnd);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  const lastMine = messages.findLast((message) => message.author === mine)?.seq ?? 0;
  return (
    <div class="log" ref={box} onScroll={onScroll} role="log" aria-label={label} aria-live="polite" tabIndex={0}>
      <ol>
        {messages.map((message, index) => (
          <Entry key={message.seq} message={message} former={messages[index - 1]} mine={message.author === mine}
            who={nameOf(message)} named={byOther?.(message) ?? false} dates={dates} masked={maskedText(message)} onForeignLink={onForeignLink}
            state={message.seq === lastMine ? lastState ?? null : null} />
        ))}
        {children}
      </ol>
    </div>
  );
}

interface EntryProps {
  message: Message; former: Message | undefined; mine: boolean; who: string; named: boolean; dates: Texts["dates"];
  masked: string | null; state: string | null; onForeignLink: OnForeignLink | undefined;
}

function Entry({ message, former, mine, who, named, dates, masked, state, onForeignLink }: EntryProps): JSX.Element {
  const newMinute = former?.at.slice(0, 16) !== message.at.slice(0, 16);
  const stamp = newMinute ? (
    <li class="stamp number">
      <time dateTime={message.at} title={fullTime(message.at, dates)}>{clockTime(message.at, dates)}</time>
    </li>
  ) : null;
  if (message.author === "desk") {
    return <>{stamp}<li class="system" dir="auto">{message.text}</li></>;
  }
  const first = newMinute || former?.author !== message.author || former.name !== message.name;
  return <>{stamp}<Bubble mine={mine} who={who} named={named} first={first} text={message.text} linked={message.author === "counsellor"} onForeignLink={onForeignLink} masked={masked} state={state} /></>;
}
