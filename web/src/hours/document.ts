// Opening hours as the desk keeps them: the shapes of /api/opening-hours and of what belongs to it.
import type { ChannelHours, Names } from "../board/orders.ts";
import type { Channel } from "../shared/protocol.ts";

/** Wall times in Oslo, half open: ["10:00", "20:00"]; 24:00 is the end of the day. */
export type Interval = [string, string];
export type Weekday = "1" | "2" | "3" | "4" | "5" | "6" | "7";
export type Week = Partial<Record<Weekday, Interval[]>>;

export interface WeeklyRule {
  id: string; channel: Channel | null; valid_from: string | null; valid_to: string | null; enabled: boolean; on_holidays: boolean; weekly: Week;
}
export interface PeriodRule extends Labels {
  id: string; channel: Channel | null; priority: number; frm: string; to: string; on_holidays: boolean; weekly: Week;
}
export interface DateRule extends Labels { date: string; channel: Channel | null; priority: number; intervals: Interval[] }
export interface Labels { label_nb?: string; label_nn?: string; label_en?: string; label_se?: string }

/** What is edited as one and saved as one. */
export interface Rules { weekly_rules: WeeklyRule[]; period_rules: PeriodRule[]; date_rules: DateRule[] }

export interface Closure { closure_id: string; date: string; channel: Channel | null; intervals: Interval[]; label: Names }
export interface Warning { code: string; text: Names; path: string | null }

export interface Hours extends Rules {
  version?: number;
  closures: Closure[];
  channels: Record<Channel, ChannelHours>;
  warnings?: Warning[];
}

export interface DayOfChannel {
  intervals: Interval[]; rule: string; reason: string | null; label: Names | null; changed: boolean; before: Interval[];
}
export interface PreviewDay { date: string; channels: Record<Channel, DayOfChannel> }
export interface CitizenWords { at: string; channel: Channel; open: boolean; texts: Names; changed: boolean }
export interface Preview { days: PreviewDay[]; citizens: CitizenWords[]; warnings: Warning[] }

export interface Holiday {
  date: string; kind: "public" | "half_day"; label: Names; suggestion: Interval[] | null; accepted: boolean | null; closure_id: string | null;
}
export interface AtMoment extends ChannelHours { texts: Names }

export const WEEKDAYS: readonly Weekday[] = ["1", "2", "3", "4", "5", "6", "7"];
export const WORKDAYS: readonly Weekday[] = ["1", "2", "3", "4", "5"];
