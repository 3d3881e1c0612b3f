// The channels on the wall: the state in words, who waits and how long, how it has gone today; and this hour.
import type { JSX } from "preact";
import { lengthWords } from "../shared/elapsed.ts";
import type { Board, Channel, ChannelBoard, HourBoard } from "../shared/protocol.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { watchTexts } from "../shared/texts/watch.ts";
import { shortWait } from "../shared/waits.ts";
import { stale } from "./model.ts";
import { isShown, mood } from "./mood.ts";

export function WallChannels({ board }: { board: Board }): JSX.Element {
  const shown = Object.entries(board.channels).filter(([name, channel]) => isShown(name, channel));
  return (
    <div class="wall-channels" data-count={shown.length}>
      {shown.map(([name, channel]) => <WallChannel key={name} name={name as Channel} channel={channel} />)}
    </div>
  );
}

function WallChannel({ name, channel }: { name: Channel; channel: ChannelBoard }): JSX.Element {
  const { board: t, channel: names, time } = staffTexts();
  const state = mood(channel, stale.value);
  const share = channel.answered_within_target;
  return (
    <section class="wall-card wall-channel" aria-label={names[name]}>
      <h2>{names[name]} <span class="wall-mood" data-tone={state.tone}>{state.words}</span></h2>
      <dl class="wall-large number">
        <Figure term={t.waiting}>{String(channel.waiting)}</Figure>
        <Figure term={t.longest}>{channel.waiting > 0 ? lengthWords(channel.longest_wait_seconds, time) : "–"}</Figure>
      </dl>
      <dl class="wall-small number">
        <Figure term={t.expected}>{shortWait(channel.expected_wait, { ...texts().wait, underOne: watchTexts().underOne }) ?? watchTexts().noEvidence}</Figure>
        <Figure term={watchTexts().within}>{share === null ? t.none : `${Math.round(share * 100)} %`}</Figure>
        <Figure term={t.abandoned}>{String(channel.abandoned)}</Figure>
      </dl>
    </section>
  );
}

/** How many have come this hour, against the forecast. */
export function ThisHour({ hour }: { hour: HourBoard }): JSX.Element {
  const t = watchTexts();
  const expected = hour.forecast === null ? null : Math.round(hour.forecast);
  return (
    <section class="wall-card wall-hour" aria-labelledby="wall-hour">
      <h2 id="wall-hour">{t.thisHour}</h2>
      <p class="number"><strong>{hour.arrivals}</strong> {expected === null ? t.notForecast : t.ofExpected(expected)}</p>
    </section>
  );
}

function Figure({ term, children }: { term: string; children: string }): JSX.Element {
  return <div><dt>{term}</dt><dd>{children}</dd></div>;
}
