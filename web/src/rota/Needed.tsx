// People needed by the hour against those on shift: missing ones in red and words, more than needed in grey.
import type { JSX } from "preact";
import { rotaTexts } from "../shared/texts/rota.ts";
import { place } from "./Cell.tsx";
import { columnOf, pieceIn } from "./geometry.ts";
import { dates, frame } from "./model.ts";
import { type NeedSegment, needs, needSegments } from "./needs.ts";
import { written } from "./wall.ts";
import { dayWords, spanWords } from "./words.ts";

const NARROW = 0.06;

export function Needed(): JSX.Element | null {
  const t = rotaTexts();
  if (needs.value.length === 0) return null;
  return (
    <tr class="needed">
      <th scope="row" class="person small" title={t.need.means}>{t.need.row}</th>
      {dates.value.map((date) => <Day key={date} date={date} />)}
    </tr>
  );
}

function Day({ date }: { date: string }): JSX.Element {
  const t = rotaTexts();
  const column = columnOf(date, frame.value);
  const segments = needSegments(needs.value, column.start, column.end);
  const words = segments.map(segmentWords).join(", ") || t.need.none;
  return (
    <td class="staffed-day">
      <span class="ds-sr-only">{t.need.words(dayWords(date), words)}</span>
      <div class="strip number" aria-hidden="true">
        {segments.map((segment) => {
          const piece = pieceIn(segment, column);
          if (!piece) return null;
          return (
            <span key={segment.start} class="count need" data-gap={segment.gap > 0 ? "missing" : segment.gap < 0 ? "spare" : "even"}
              style={place(piece)} title={segmentWords(segment)}>{piece.width > NARROW ? segment.people : null}</span>
          );
        })}
      </div>
    </td>
  );
}

function segmentWords({ people, low, high, gap, start, end }: NeedSegment): string {
  const { need } = rotaTexts();
  const against = gap > 0 ? need.missing(gap) : gap < 0 ? need.spare(-gap) : need.enough;
  return need.segment(spanWords({ starts_at: written(start), ends_at: written(end) }), people, low === high ? null : `${low}–${high}`, against);
}
