// Who there is by the hour, a row a channel, aligned with the days below; an open hour without anybody is hatched and says 0.
import type { JSX } from "preact";
import type { Channel } from "../shared/protocol.ts";
import { rotaTexts } from "../shared/texts/rota.ts";
import { columnOf, type Piece, pieceIn, type Segment, segmentsOf, spanOf } from "./geometry.ts";
import { dates, frame, openings, rota, withPhone } from "./model.ts";
import { written } from "./wall.ts";
import { channelWords, dayWords, spanWords } from "./words.ts";
import { place } from "./Cell.tsx";

const NARROW = 0.06;

export function Staffed(): JSX.Element {
  const channels: Channel[] = withPhone.value ? ["chat", "phone"] : ["chat"];
  return <>{channels.map((channel) => <Row key={channel} channel={channel} />)}</>;
}

function Row({ channel }: { channel: Channel }): JSX.Element {
  const t = rotaTexts();
  return (
    <tr>
      <th scope="row" class="person small">{t.staffed(channelWords([channel]).toLowerCase())}</th>
      {dates.value.map((date) => <Day key={date} date={date} channel={channel} />)}
    </tr>
  );
}

function Day({ date, channel }: { date: string; channel: Channel }): JSX.Element {
  const t = rotaTexts();
  const column = columnOf(date, frame.value);
  const hours = (rota.value?.staffed ?? []).map((hour) => ({ at: Date.parse(hour.starts_at), count: hour[channel] }));
  const segments = segmentsOf(hours, column).filter((segment) => segment.count > 0);
  const gaps = (rota.value?.gaps ?? []).filter((gap) => gap.channel === channel)
    .map((gap) => pieceIn(spanOf(gap), column)).filter((piece): piece is Piece => piece !== null);
  const open = openings.value[channel].map((span) => pieceIn(span, column)).filter((piece): piece is Piece => piece !== null);
  const words = t.staffedWords(dayWords(date), channelWords([channel]).toLowerCase(), segments.map(segmentWords).join(", ") || t.nobody);
  return (
    <td class="staffed-day">
      <span class="ds-sr-only">{words}</span>
      <div class="strip number" aria-hidden="true">
        {open.map((piece) => <span key={piece.left} class="open-hours" style={place(piece)} />)}
        {gaps.map((piece) => <span key={`gap ${piece.left}`} class="gap" style={place(piece)} title={t.legend.gap}>{piece.width > NARROW ? <b>0</b> : null}</span>)}
        {segments.map((segment) => <span key={segment.start} class="count" style={place(segment)} title={segmentWords(segment)}>{segment.width > NARROW ? segment.count : null}</span>)}
      </div>
    </td>
  );
}

function segmentWords({ count, start, end }: Segment): string {
  return rotaTexts().staffedSegment(count, spanWords({ starts_at: written(start), ends_at: written(end) }));
}
