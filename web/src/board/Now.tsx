// The first row, large: who waits, how long, how it has gone today, and the state in words beside the colour.
import type { JSX } from "preact";
import { fullTime } from "../shared/dates.ts";
import { lengthWords } from "../shared/elapsed.ts";
import type { Board, Channel, ChannelBoard, FollowUpBoard } from "../shared/protocol.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { longWait } from "../shared/waits.ts";
import { stale } from "./model.ts";
import { isShown, mood } from "./mood.ts";

/** Letters that a large figure has room for at its full size, at every width of the page. */
const SHORT = 6;

export function Now({ board }: { board: Board }): JSX.Element {
  const { board: t } = staffTexts();
  const channels = Object.entries(board.channels).filter(([name, channel]) => isShown(name, channel));
  return (
    <section aria-labelledby="now-heading">
      <h2 id="now-heading" class="ds-sr-only">{t.now}</h2>
      {channels.map(([name, channel]) => <ChannelNow key={name} name={name as Channel} channel={channel} />)}
      <FollowUps {...board.follow_ups} />
      <details class="definitions small">
        <summary>{t.define}</summary>
        <dl>{t.definitions.map((one) => <div key={one.term}><dt>{one.term}</dt><dd>{one.meaning}</dd></div>)}</dl>
      </details>
    </section>
  );
}

/** Questions left and calls asked for: they wait for the next opening hours, so they are no queue of now. */
function FollowUps({ waiting, oldest_asked_at: oldest }: FollowUpBoard): JSX.Element | null {
  const { board: t } = staffTexts();
  if (waiting === 0) return null;
  return <p class="channel follow-ups">{t.followUps(waiting)}{oldest ? <span class="quiet"> {t.oldestFollowUp(fullTime(oldest, texts().dates))}</span> : null}</p>;
}

function ChannelNow({ name, channel }: { name: Channel; channel: ChannelBoard }): JSX.Element {
  const { board: t, channel: names, time } = staffTexts();
  const state = mood(channel, stale.value);
  const share = channel.answered_within_target;
  const kept = channel.wait_hit_share ?? null; // A worker of the release before does not send it.
  return (
    <section class="channel" aria-label={names[name]}>
      <p class="mood"><strong>{names[name]}</strong> <span class="dot" data-tone={state.tone} aria-hidden="true" /> {state.words}</p>
      <dl class="figures number">
        <Figure term={t.waiting} large>{String(channel.waiting)}</Figure>
        <Figure term={t.longest} large>{channel.waiting > 0 ? lengthWords(channel.longest_wait_seconds, time) : "–"}</Figure>
        <Figure term={t.expected}>{longWait(channel.expected_wait, texts().wait) ?? t.expectedNone}</Figure>
        <Figure term={t.withinTarget}>{share === null ? t.none : `${Math.round(share * 100)} %`}</Figure>
        <Figure term={t.abandoned}>{String(channel.abandoned)}</Figure>
        <Figure term={t.waitsKept}>{kept === null ? t.none : `${Math.round(kept * 100)} %`}</Figure>
      </dl>
    </section>
  );
}

function Figure({ term, large = false, children }: { term: string; large?: boolean; children: string }): JSX.Element {
  return <div data-large={large} data-long={children.length > SHORT}><dt>{term}</dt><dd>{children}</dd></div>;
}
