// What stands in the dialog for a shift, and what it becomes: one shift, or a series; checked before it is sent.
import type { Channel } from "../shared/protocol.ts";
import { rotaTexts } from "../shared/texts/rota.ts";
import type { ShiftFields } from "./changes.ts";
import type { Asked } from "./model.ts";
import type { SeriesFields } from "./plans.ts";
import { clockOf, DAY_MINUTES, instantAt, minutesOf, written } from "./wall.ts";
import { plusDays, weekdayOf } from "./week.ts";

export interface ShiftDraft {
  counsellor_id: string; date: string; from: string; to: string; channels: Channel[];
  repeat: boolean; weekdays: number[]; every: number; until: string;
}

const WEEKS_AHEAD = 28;

export function draftOf(asked: Extract<Asked, { kind: "shift" }>, withPhone: boolean): ShiftDraft {
  return {
    counsellor_id: asked.counsellor_id, date: asked.date, from: clockOf(asked.from), to: clockOf(asked.to),
    channels: asked.shift?.channels ?? (withPhone ? ["chat", "phone"] : ["chat"]),
    repeat: false, weekdays: [weekdayOf(asked.date)], every: 1, until: plusDays(asked.date, WEEKS_AHEAD),
  };
}

/** True when the end is on the day after: at or before the start, midnight included. */
export function endsNextDay(draft: ShiftDraft): boolean {
  const [from, to] = [minutesOf(draft.from), minutesOf(draft.to)];
  return from !== null && to !== null && to < from && to > 0;
}

/** What is wrong in words; null when it can be sent. */
export function problemIn(draft: ShiftDraft): string | null {
  const { problems: t } = rotaTexts();
  const [from, to] = [minutesOf(draft.from), minutesOf(draft.to)];
  if (draft.counsellor_id === "") return t.who;
  if (from === null || to === null || from === DAY_MINUTES || Number.isNaN(Date.parse(draft.date))) return t.times;
  if (from === to) return t.same;
  if (draft.channels.length === 0) return t.channels;
  if (draft.repeat) return repeatProblem(draft);
  if (instantAt(draft.date, from) === null) return t.noSuchTime(draft.from);
  return instantAt(draft.date, endMinutes(from, to)) === null ? t.noSuchTime(draft.to) : null;
}

export function shiftOf(draft: ShiftDraft): ShiftFields {
  const [from, to] = [minutesOf(draft.from) ?? 0, minutesOf(draft.to) ?? 0];
  return {
    counsellor_id: draft.counsellor_id, channels: draft.channels,
    starts_at: written(instantAt(draft.date, from) ?? 0), ends_at: written(instantAt(draft.date, endMinutes(from, to)) ?? 0),
  };
}

export function seriesOf(draft: ShiftDraft): SeriesFields {
  const [from, to] = [minutesOf(draft.from) ?? 0, minutesOf(draft.to) ?? 0];
  return {
    counsellor_id: draft.counsellor_id, channels: draft.channels, weekdays: [...draft.weekdays].sort((a, b) => a - b), every_weeks: draft.every,
    starts: clockOf(from), ends: to % DAY_MINUTES === 0 ? "24:00" : clockOf(to), first: draft.date, last: draft.until,
  };
}

function repeatProblem(draft: ShiftDraft): string | null {
  const { problems: t } = rotaTexts();
  if (endsNextDay(draft)) return t.overnight;
  if (draft.weekdays.length === 0) return t.weekdays;
  return Number.isNaN(Date.parse(draft.until)) || draft.until < draft.date ? t.dates : null;
}

function endMinutes(from: number, to: number): number {
  return to <= from ? to + DAY_MINUTES : to;
}
