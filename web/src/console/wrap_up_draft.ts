// The draft of one wrap-up: kept in the tab at once and at the desk soon after, so that no reload costs it.
import { signal } from "@preact/signals";
import { call, HttpError } from "../shared/http.ts";
import { read, type Store, write } from "../shared/storage.ts";
import { EMPTY, type WrapUpFields } from "./wrap_up.ts";

const SAVE_AFTER = 800;
const AGAIN = 4_000;

export type Saving = "saved" | "saving" | "unsaved";

export class WrapUpDraft {
  readonly fields = signal<WrapUpFields>(EMPTY);
  readonly saving = signal<Saving>("saved");
  private readonly contactId: string;
  private readonly store: Store;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private underWay: Promise<void> = Promise.resolve();
  private held = false;

  constructor(contactId: string, store: Store) {
    this.contactId = contactId;
    this.store = store;
  }

  /** Changes some fields. */
  record(change: Partial<WrapUpFields>): void {
    this.fields.value = { ...this.fields.value, ...change };
    this.saving.value = "unsaved";
    write(this.store, this.key, this.fields.value);
    this.saveSoon();
  }

  /** Takes over what the desk has kept; what this tab has not saved yet is newer, and is saved now. */
  adopt(draft: Partial<WrapUpFields> | null | undefined): void {
    if (this.saving.value !== "saved") return;
    const kept = read<WrapUpFields>(this.store, this.key);
    const given = Object.entries(draft ?? {}).filter(([, value]) => value !== null);
    this.fields.value = { ...EMPTY, ...Object.fromEntries(given), ...kept };
    if (kept === null) return;
    this.saving.value = "unsaved";
    this.saveSoon();
  }

  /** The network is back: what could not be saved is saved now. */
  resume(): void {
    if (this.saving.value === "unsaved") this.saveSoon();
  }

  /** It is about to be recorded: what is on its way arrives first, and nothing more is sent. A draft after the record would be refused. */
  async hold(): Promise<void> {
    this.held = true;
    clearTimeout(this.timer);
    await this.underWay;
  }

  /** It was not recorded after all: it is a draft again. */
  release(): void {
    this.held = false;
    this.resume();
  }

  forget(): void {
    this.held = true;
    this.saving.value = "saved";
    clearTimeout(this.timer);
    write(this.store, this.key, null);
  }

  private saveSoon(after = SAVE_AFTER): void {
    clearTimeout(this.timer);
    if (this.held) return;
    this.timer = setTimeout(() => { this.underWay = this.save(); }, after);
  }

  private async save(): Promise<void> {
    const body = this.fields.value;
    this.saving.value = "saving";
    try {
      await call<unknown>(`/api/contacts/${this.contactId}/wrap-up`, { method: "PUT", body, staff: true });
      const newest = this.fields.value === body;
      this.saving.value = newest ? "saved" : "unsaved";
      if (newest) write(this.store, this.key, null);
    } catch (error) {
      this.saving.value = "unsaved";
      // One that the desk will not have is kept here, and not sent again and again.
      if (!(error instanceof HttpError) || error.status === 0 || error.status >= 500) this.saveSoon(AGAIN);
    }
  }

  private get key(): string {
    return `desk.wrap-up.${this.contactId}`;
  }
}
