// What the stages of a conversation are called.
import { deskTexts } from "../shared/texts/desk.ts";

/** A stage that this release does not know stands as it was written. */
export function stageName(stage: string): string {
  const { stages } = deskTexts().replies;
  return stage in stages ? stages[stage as keyof typeof stages] : stage;
}
