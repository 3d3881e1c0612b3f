// One shift in its day: times and channels in words, a pattern for the channel, what is wrong with it in words.
import type { JSX } from "preact";
import { rotaTexts } from "../shared/texts/rota.ts";
import { grasp, wasDragged } from "./drag.ts";
import { floating } from "./floating.ts";
import type { Piece } from "./geometry.ts";
import { cursor } from "./cursor.ts";
import { asked, type Person, type RotaShift } from "./model.ts";
import { type Stop, stopId } from "./stops.ts";
import { wallOf } from "./wall.ts";
import { channelWords, conflictWords, spanWords, whenWords } from "./words.ts";

const EDGE = 7;

interface ShiftBlockProps { shift: RotaShift; person: Person; piece: Piece; lane: number; stop: Stop; reachable: boolean }

export function ShiftBlock({ shift, person, piece, lane, stop, reachable }: ShiftBlockProps): JSX.Element {
  const t = rotaTexts();
  const attention = shift.conflicts.length > 0;
  const extras = [shift.series_id ? t.repeats : null, shift.reason ? t.extra(shift.reason) : null, ...shift.conflicts.map((code) => conflictWords(code))].filter((one) => one !== null);
  const label = [t.shift(person.name, whenWords(shift), channelWords(shift.channels)), ...extras].join(". ");
  const onPointerDown = (event: PointerEvent): void => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const near = Math.min(EDGE, box.width / 4);
    const part = event.clientX - box.left < near && !piece.before ? "start" : box.right - event.clientX < near && !piece.after ? "end" : "whole";
    grasp(event, shift, part);
  };
  return (
    <button type="button" class="shift" id={stopId(stop)} tabIndex={reachable ? 0 : -1} aria-label={label} title={label}
      data-channels={shift.channels.length > 1 ? "both" : shift.channels[0]} data-attention={attention} data-before={piece.before} data-after={piece.after}
      data-floating={floating.value?.shift.shift_id === shift.shift_id}
      style={{ "--left": `${piece.left * 100}%`, "--width": `${piece.width * 100}%`, "--number": String(lane) }}
      onFocus={() => { cursor.value = stop; }} onPointerDown={onPointerDown}
      onClick={(event) => { event.stopPropagation(); if (!wasDragged()) openShift(shift, person); }}>
      <span class="times number">{spanWords(shift)}{shift.series_id ? <span class="repeats">↻</span> : null}</span>
      <span class="channel-words">{channelWords(shift.channels, true)}</span>
      {attention ? <span class="attention">! {conflictWords(shift.conflicts[0] ?? "", true)}</span> : null}
    </button>
  );
}

export function openShift(shift: RotaShift, person: Person): void {
  const [from, to] = [wallOf(Date.parse(shift.starts_at)), wallOf(Date.parse(shift.ends_at))];
  asked.value = { kind: "shift", shift, counsellor_id: person.counsellor_id, date: from.date, from: from.minutes, to: to.minutes };
}
