// Somebody works outside the plan, from now on: whoever lets it happen says why, and it is written down.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { clockTime, osloDate } from "../shared/dates.ts";
import { HttpError } from "../shared/http.ts";
import { deskNow } from "../shared/now.ts";
import type { Channel } from "../shared/protocol.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { rotaTexts } from "../shared/texts/rota.ts";
import { tell } from "./changes.ts";
import { Channels, DialogFrame, Input, Whose } from "./Fields.tsx";
import { opened, people } from "./model.ts";
import { extra } from "./plans.ts";
import { clockOf, DAY_MINUTES, instantAt, minutesOf, wallOf, written } from "./wall.ts";
import { problemWords } from "./words.ts";

const TWO_HOURS = 120;

export function NowDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const { now: t, problems } = rotaTexts();
  const whose = useSignal(people.value[0]?.counsellor_id ?? "");
  const clock = useSignal(usualEnd());
  const channels = useSignal<Channel[]>(["chat"]);
  const reason = useSignal("");
  const problem = useSignal<string | null>(null);
  const submit = async (): Promise<void> => {
    const until = untilOf(clock.value);
    problem.value = until === null ? t.untilWrong : channels.value.length === 0 ? problems.channels : reason.value.trim() === "" ? t.needReason : null;
    if (problem.value !== null || until === null) return;
    try {
      await extra({ counsellor_id: whose.value, until, channels: channels.value, reason: reason.value.trim() });
      tell(t.done(people.value.find((one) => one.counsellor_id === whose.value)?.name ?? "", clockTime(until, texts().dates)));
      onClose();
    } catch (error) {
      problem.value = problemWords(error instanceof HttpError ? error.code : "unavailable");
    }
  };
  return (
    <DialogFrame heading={t.heading} problem={problem.value} onSubmit={() => void submit()} onClose={onClose}
      buttons={<button type="submit" class="ds-button">{t.submit}</button>}>
      <p class="small quiet">{t.about}</p>
      <Whose value={whose.value} onChange={(id) => { whose.value = id; }} />
      <Input id="rota-now-until" label={t.until} kind="clock" value={clock.value} onChange={(value) => { clock.value = value; }} />
      <Channels value={channels.value} onChange={(value) => { channels.value = value; }} />
      <Input id="rota-now-reason" label={t.reason} value={reason.value} onChange={(value) => { reason.value = value; }} />
    </DialogFrame>
  );
}

/** The end of today's opening hours; two hours from now where it is over or far off. */
function usualEnd(): string {
  const now = deskNow();
  const closing = opened.value.find((span) => span.start <= now && now < span.end && span.end - now < 12 * 3_600_000);
  return clockOf(closing ? wallOf(closing.end).minutes : Math.ceil((wallOf(now).minutes + TWO_HOURS) / 30) * 30);
}

/** A time of day from now on: today, or after midnight when it is early in the morning and late now. Null when it is neither. */
function untilOf(clock: string): string | null {
  const minutes = minutesOf(clock);
  const now = deskNow();
  if (minutes === null) return null;
  const today = instantAt(osloDate(now), minutes);
  if (today !== null && today > now) return written(today);
  const next = instantAt(osloDate(now), minutes + DAY_MINUTES);
  return next !== null && next - now < 12 * 3_600_000 ? written(next) : null;
}
