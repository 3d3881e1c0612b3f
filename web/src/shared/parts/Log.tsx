// The messages in order, by day and minute. New ones are read out once, by Told; what is drawn here is not read out again.
import { computed } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { clockTime, dayOf, fullTime, osloDate } from "../dates.ts";
import { second } from "../now.ts";
import type { Author } from "../protocol.ts";
import { texts } from "../texts/catalogue.ts";
import type { Texts } from "../texts/nb.ts";
import type { Message } from "../transcript.ts";
import { Bubble, type OnForeignLink } from "./Bubble.tsx";
import { useReadingPlace } from "./reading_place.ts";
import { Told } from "./Told.tsx";

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
  /** The same as a list: when it grows, I have said something. */
  grown: readonly unknown[];
  /** How far was read before this was shown; by default all of it. */
  readBefore?: number;
  /** False while the past is still being read in. */
  settled?: boolean;
  /** Hears how far has been read. */
  onRead?: (seq: number) => void;
}

/** Turns at midnight, and says nothing in between. */
const today = computed(() => osloDate(second.value));

export function Log(props: LogProps): JSX.Element {
  const { label, messages, mine, nameOf, dates, maskedText, lastState, children, grown, byOther, onForeignLink, readBefore, settled = true, onRead } = props;
  const { box, below, away, freshFrom, onScroll, goOn } = useReadingPlace({ messages, mine, unsent: grown, readBefore, settled, onRead });
  const { log } = texts();
  const lastMine = messages.findLast((message) => message.author === mine)?.seq ?? 0;
  return (
    <div class="log" ref={box} onScroll={onScroll} role="log" aria-label={label} aria-live="off" tabIndex={0}>
      <ol>
        {messages.map((message, index) => (
          <Entry key={message.seq} message={message} former={messages[index - 1]} mine={message.author === mine} fresh={message.seq === freshFrom}
            who={nameOf(message)} named={byOther?.(message) ?? false} dates={dates} masked={maskedText(message)} onForeignLink={onForeignLink}
            state={message.seq === lastMine ? lastState ?? null : null} />
        ))}
        {children}
      </ol>
      {below > 0 || away ? (
        <div class="go-on"><button type="button" onClick={goOn}>{below > 0 ? log.below(below) : log.toEnd} <span aria-hidden="true">↓</span></button></div>
      ) : null}
      <Told messages={messages} mine={mine} nameOf={nameOf} readBefore={readBefore} />
    </div>
  );
}

interface EntryProps {
  message: Message; former: Message | undefined; mine: boolean; fresh: boolean; who: string; named: boolean; dates: Texts["dates"];
  masked: string | null; state: string | null; onForeignLink: OnForeignLink | undefined;
}

function Entry({ message, former, mine, fresh, who, named, dates, masked, state, onForeignLink }: EntryProps): JSX.Element {
  const newMinute = former?.at.slice(0, 16) !== message.at.slice(0, 16);
  const first = fresh || newMinute || former?.author !== message.author || former.name !== message.name;
  return (
    <>
      <Between message={message} former={former} fresh={fresh} newMinute={newMinute} dates={dates} />
      {message.author === "desk" ? <li class="system" data-seq={message.seq} dir="auto">{message.text}</li> : (
        <Bubble mine={mine} who={who} named={named} first={first} text={message.text} linked={message.author === "counsellor"}
          seq={message.seq} onForeignLink={onForeignLink} masked={masked} state={state} />
      )}
    </>
  );
}

type BetweenProps = Pick<EntryProps, "message" | "former" | "fresh" | "dates"> & { newMinute: boolean };

/** What stands between two messages: another day, the first that is new, another minute. */
function Between({ message, former, fresh, newMinute, dates }: BetweenProps): JSX.Element {
  const day = osloDate(Date.parse(message.at));
  const newDay = !former || osloDate(Date.parse(former.at)) !== day;
  return (
    <>
      {newDay ? <li class="day"><time dateTime={day}>{dayOf(message.at, today.value, dates)}</time></li> : null}
      {fresh ? <li class="fresh"><span>{texts().log.fresh}</span></li> : null}
      {newMinute ? (
        <li class="stamp number"><time dateTime={message.at} title={fullTime(message.at, dates)}>{clockTime(message.at, dates)}</time></li>
      ) : null}
    </>
  );
}
