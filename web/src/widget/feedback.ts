// The one voluntary question at the end: a score goes as soon as it is chosen, a word when it is sent. Both can be changed.
import { signal } from "@preact/signals";
import { call, HttpError } from "../shared/http.ts";
import { type Store, read, tabStore, write } from "../shared/storage.ts";
import { cleanText } from "../shared/typed.ts";
import { feedbackKey, type Kept, keptContact } from "./kept.ts";
import { personalNumbers } from "./personal_numbers.ts";

export const LONGEST = 500;

/** What has been chosen and written, and what of it the desk has. */
export interface Given { score: number | null; words: string; sentWords: string | null }

export type Trouble = "failed" | "gone" | "personal" | null;

const NOTHING: Given = { score: null, words: "", sentWords: null };
const store: Store = tabStore();

/** One contact's answer. */
export class Feedback {
  readonly given;
  readonly sending = signal(false);
  readonly trouble = signal<Trouble>(null);
  private readonly kept: Kept;
  /** Only the last choice counts, however fast they come. */
  private wanted: Given | null = null;

  constructor(kept: Kept) {
    this.kept = kept;
    this.given = signal<Given>(read<Given>(store, feedbackKey(kept.contactId)) ?? NOTHING);
  }

  choose(score: number): void {
    const { sentWords } = this.given.value;
    this.keep({ score });
    void this.put(sentWords);
  }

  write(words: string): void {
    this.keep({ words });
    if (this.trouble.value === "personal" && personalNumbers(words).length === 0) this.trouble.value = null;
  }

  sendWords(text = this.given.value.words): void {
    const words = cleanText(text);
    this.keep({ words });
    if (personalNumbers(words).length > 0) this.trouble.value = "personal";
    else if (words.length > 0 || this.given.value.sentWords !== null) void this.put(words === "" ? null : words);
  }

  private async put(words: string | null): Promise<void> {
    this.wanted = { ...this.given.value, sentWords: words };
    this.trouble.value = null;
    if (this.sending.value) return;
    this.sending.value = true;
    try {
      while (this.wanted) await this.putOnce();
    } catch (error) {
      this.wanted = null;
      this.trouble.value = error instanceof HttpError && error.status === 401 ? "gone" : "failed";
    } finally {
      this.sending.value = false;
    }
  }

  private async putOnce(): Promise<void> {
    const now = this.wanted as Given;
    this.wanted = null;
    await call("/api/contacts/self/feedback", { method: "PUT", token: this.kept.token, body: { score: now.score, words: now.sentWords } });
    this.keep({ sentWords: now.sentWords });
  }

  private keep(changed: Partial<Given>): void {
    this.given.value = { ...this.given.value, ...changed };
    write(store, feedbackKey(this.kept.contactId), this.given.value);
  }
}

/** Null where the tab has no contact. */
export function feedbackHere(): Feedback | null {
  const kept = keptContact(store);
  return kept ? new Feedback(kept) : null;
}
