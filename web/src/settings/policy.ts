// What the desk decides about itself: figures in the units people use, what is changed in them, and what is doubtful.
import { call } from "../shared/http.ts";

export interface Figures {
  values: Readonly<Record<string, number>>; defaults: Readonly<Record<string, number>>;
  bounds: Readonly<Record<string, readonly [number, number]>>; decided: readonly string[];
}
export type Unit = "second" | "minute" | "hour" | "day";
/** A figure as it is typed; `amount` null: whatever the desk begins with. Without a unit it is a plain number. */
export interface Typed { amount: string | null; unit: Unit | null }
export type Draft = Readonly<Record<string, Typed>>;
export interface Change { name: string; before: number; after: number; back: boolean }

export const UNITS: Readonly<Record<Unit, number>> = { second: 1, minute: 60, hour: 3_600, day: 86_400 };
export const UNIT_NAMES = ["second", "minute", "hour", "day"] as const;

/** What belongs together, in the order in which a contact meets it. */
export const GROUPS = {
  door: ["queue_room", "last_call", "usual_conversation_seconds", "stop_intake_seconds", "closing_served_seconds", "closing_alone_seconds"],
  waiting: ["target_chat_seconds", "target_phone_seconds", "target_percent", "usual_patience_chat_seconds", "usual_patience_phone_seconds", "short_abandon_seconds", "wait_evidence_answers", "wait_evidence_seconds", "citizen_grace_seconds"],
  offers: ["offer_seconds", "refused_seconds", "misses_to_break", "take_by_hand", "chat_capacity", "phone_reserve", "centre_first_seconds", "last_offers_seconds"],
  talking: ["idle_warning_seconds", "idle_end_seconds", "counsellor_grace_seconds", "reconnect_grace_seconds", "text_limit", "counsellor_text_limit", "over_seconds"],
  wrapUp: ["wrap_up_seat_chat_seconds", "wrap_up_seat_phone_seconds", "wrap_up_nudge_seconds", "wrap_up_lapse_seconds", "phone_register_seconds", "phone_ends_seconds"],
  followUps: ["follow_up_attempts", "follow_up_again_seconds", "follow_up_opening_days", "follow_up_room"],
  privacy: ["text_kept_seconds", "hold_days", "feedback_words_days", "answer_kept_seconds", "answer_read_kept_seconds"],
  alerts: ["alert_wait_chat_seconds", "alert_wait_phone_seconds", "alert_nobody_ready_seconds", "alert_missing_seconds", "alert_forecast_percent", "alert_follow_up_seconds", "alert_deletion_seconds", "alert_figures_days"],
  misuse: ["burst", "per_second", "unacknowledged", "request_repeat_seconds", "abuse_slow_seconds"],
} as const;
export type Group = keyof typeof GROUPS;
export type Figure = (typeof GROUPS)[Group][number];

export const getPolicy = (): Promise<Figures> => call<Figures>("/api/policy");

/** `was` is what its author saw: 409 when somebody else has changed one of them meanwhile. */
export function putPolicy(changes: readonly Change[], reason: string): Promise<Figures> {
  const body: Record<string, unknown> = Object.fromEntries(changes.map((one) => [one.name, one.back ? null : one.after]));
  const was = Object.fromEntries(changes.map((one) => [one.name, one.before]));
  return call<Figures>("/api/policy", { method: "PUT", staff: true, body: { ...body, reason, was } });
}

/** Groups with the figures that the desk has; what this release of the page does not know comes last, under null. */
export function grouped(names: readonly string[]): [Group | null, string[]][] {
  const known = (Object.keys(GROUPS) as Group[]).map((group): [Group, string[]] => [group, GROUPS[group].filter((name) => names.includes(name))]);
  const listed = new Set(known.flatMap(([, some]) => some));
  const others = names.filter((name) => !listed.has(name));
  return [...known, ...(others.length > 0 ? [[null, others] as [null, string[]]] : [])].filter(([, some]) => some.length > 0);
}

/** Counted in days; the days on which the desk is open are no length of time. */
export function isDays(name: string): boolean {
  return name.endsWith("_days") && !name.endsWith("_opening_days");
}

export function isLength(name: string): boolean {
  return name.endsWith("_seconds");
}

/** The largest unit in which the length is a whole number; a day only from two on, for «24 timer» is the better word. */
export function unitOf(seconds: number): Unit {
  if (seconds === 0) return "second";
  return UNIT_NAMES.toReversed().find((unit) => seconds % UNITS[unit] === 0 && (unit !== "day" || seconds >= 2 * UNITS.day)) ?? "second";
}

/** A value as the field shows it. Zero keeps the unit of `like`, what the desk begins with. */
export function typedOf(name: string, value: number, like: number): Typed {
  if (!isLength(name)) return { amount: String(value), unit: null };
  const unit = value === 0 ? unitOf(like) : unitOf(value);
  return { amount: String(value / UNITS[unit]), unit };
}

/** What is meant; null for what is no figure. «2,5» minutes are 150 seconds. */
export function meant({ amount, unit }: Typed, standard: number): number | null {
  if (amount === null) return standard;
  const text = amount.trim().replace(/[\s\u00a0]/g, "").replace(",", ".");
  if (!/^\d+(\.\d+)?$/.test(text)) return null;
  const value = Number(text) * (unit === null ? 1 : UNITS[unit]);
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-6 ? whole : null;
}

/** Why a figure cannot be saved; null when it can. */
export function wrongIn(name: string, typed: Typed, figures: Figures): "number" | "low" | "high" | null {
  const value = meant(typed, figures.defaults[name] ?? 0);
  if (value === null) return "number";
  const [lowest, highest] = figures.bounds[name] ?? [0, Number.MAX_SAFE_INTEGER];
  if (value < lowest) return "low";
  return value > highest ? "high" : null;
}

/** What saving would change, in the order of the page. */
export function changesOf(draft: Draft, figures: Figures): Change[] {
  const names = grouped(Object.keys(figures.values)).flatMap(([, some]) => some);
  return names.flatMap((name) => {
    const typed = draft[name];
    const standard = figures.defaults[name] ?? 0;
    const after = typed === undefined ? null : meant(typed, standard);
    const before = figures.values[name] ?? 0;
    if (typed === undefined || after === null || wrongIn(name, typed, figures) !== null) return [];
    const back = typed.amount === null;
    const releases = back && figures.decided.includes(name);
    return after !== before || releases ? [{ name, before, after, back }] : [];
  });
}

/** The figures as they would be. */
export function wouldBe(changes: readonly Change[], figures: Figures): Record<string, number> {
  return { ...figures.values, ...Object.fromEntries(changes.map((one) => [one.name, one.after])) };
}

const DOUBTS = {
  warnedTooLate: { names: ["idle_warning_seconds", "idle_end_seconds"], holds: (of) => of("idle_end_seconds") > 0 && of("idle_warning_seconds") >= of("idle_end_seconds") },
  keptLong: { names: ["text_kept_seconds"], holds: (of) => of("text_kept_seconds") > UNITS.day },
  manyChats: { names: ["chat_capacity"], holds: (of) => of("chat_capacity") > 3 },
  longOffer: { names: ["offer_seconds"], holds: (of) => of("offer_seconds") > 90 },
  shortOffer: { names: ["offer_seconds"], holds: (of) => of("offer_seconds") < 10 },
  shortGrace: { names: ["citizen_grace_seconds"], holds: (of) => of("citizen_grace_seconds") < 60 },
  noRoom: { names: ["queue_room"], holds: (of) => of("queue_room") === 0 },
  nudgedTooLate: { names: ["wrap_up_nudge_seconds", "wrap_up_lapse_seconds"], holds: (of) => of("wrap_up_nudge_seconds") > 0 && of("wrap_up_nudge_seconds") >= of("wrap_up_lapse_seconds") },
  neverEnds: { names: ["idle_end_seconds"], holds: (of) => of("idle_end_seconds") === 0 },
  shortText: { names: ["text_limit", "counsellor_text_limit"], holds: (of) => Math.min(of("text_limit"), of("counsellor_text_limit")) < 200 },
} as const satisfies Record<string, { names: readonly Figure[]; holds: (of: (name: Figure) => number) => boolean }>;
export type Doubt = keyof typeof DOUBTS;

/** What somebody should think of once more, of the figures that are changed. */
export function doubtsOf(changes: readonly Change[], figures: Figures): Doubt[] {
  const values = wouldBe(changes, figures);
  const touched = new Set(changes.map((one) => one.name));
  const of = (name: Figure): number => values[name] ?? Number.NaN;
  return (Object.keys(DOUBTS) as Doubt[]).filter((doubt) => DOUBTS[doubt].names.some((name) => touched.has(name)) && DOUBTS[doubt].holds(of));
}
