// When the desk is open: what holds, changing it, and what comes of a change before it is saved.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Skeleton } from "../board/Skeleton.tsx";
import { hoursTexts } from "../shared/texts/hours.ts";
import { Dates } from "./Dates.tsx";
import "./hours.css";
import { Holds } from "./Holds.tsx";
import { Holidays } from "./Holidays.tsx";
import { LastCall } from "./LastCall.tsx";
import { draft, isChanged, problems, readHours, stored, unread } from "./model.ts";
import { Moment } from "./Moment.tsx";
import { Periods } from "./Periods.tsx";
import { PreviewPanel } from "./PreviewPanel.tsx";
import { Weeks } from "./Weeks.tsx";

export function HoursPage(): JSX.Element {
  const t = hoursTexts();
  useEffect(() => {
    // Whoever comes back to the tab sees what others have stored meanwhile.
    const look = (): void => { if (!document.hidden) void readHours(); };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  const [hours, rules] = [stored.value, draft.value];
  if (unread.value) return <p class="problem" role="alert">{t.failed} <button type="button" class="plain-button" onClick={() => void readHours()}>{t.again}</button></p>;
  if (hours === null || rules === null) return <Skeleton />;
  return (
    <div class="hours">
      <div class="editor">
        <Holds hours={hours} />
        <Weeks rules={rules} />
        <Periods rules={rules} />
        <Dates stored={hours} rules={rules} />
        <Holidays />
        <LastCall />
        <Moment />
      </div>
      <PreviewPanel />
      {isChanged.value ? <Reminder /> : null}
    </div>
  );
}

/** On narrow screens the preview stands far below; this keeps it and the saving at hand. */
function Reminder(): JSX.Element {
  const { preview: t, problems: p } = hoursTexts();
  const wrong = Object.keys(problems.value).length;
  const go = (): void => {
    const heading = document.getElementById("preview");
    heading?.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  };
  return (
    <div class="reminder">
      <span>{wrong > 0 ? p.summary(wrong) : t.unsaved}</span>
      <button type="button" class="ds-button" data-size="sm" onClick={go}>{t.look}</button>
    </div>
  );
}
