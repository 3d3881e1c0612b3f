// Figures of the policy as people say them: «30 sekunder», «24 timer», a choice by its name.
import { hoursTexts } from "../shared/texts/hours.ts";
import { policyTexts } from "../shared/texts/policy.ts";
import { isDays, isLength, UNITS, unitOf } from "./policy.ts";

/** Whether the policy has it, and this release its words. */
export function isFigure(name: string): boolean {
  return name in policyTexts().figures;
}

/** A figure that this release does not know has its own name. */
export function figureName(name: string): string {
  const { figures } = policyTexts();
  return name in figures ? figures[name as keyof typeof figures].name : name;
}

export function figureHint(name: string): string | null {
  const { figures } = policyTexts();
  return name in figures ? figures[name as keyof typeof figures].what : null;
}

/** The names of a figure that is a choice, by value; null for one that is counted. */
export function choicesOf(name: string): readonly string[] | null {
  if (name === "last_call") return hoursTexts().lastCall.choices.map((choice) => choice.name);
  return name === "take_by_hand" ? policyTexts().takeByHand : null;
}

/** «1 000 000», with spaces at which no line is broken. */
function grouped(value: number): string {
  return value < 10_000 ? String(value) : String(value).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
}

export function valueWords(name: string, value: number): string {
  const choices = choicesOf(name);
  if (choices !== null) return choices[value] ?? String(value);
  const { units, days } = policyTexts();
  if (isDays(name)) return days(value);
  if (!isLength(name)) return grouped(value);
  const unit = unitOf(value);
  return units[unit](value / UNITS[unit]);
}
