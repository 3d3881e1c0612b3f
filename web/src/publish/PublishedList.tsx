// What has left the house, the newest first: published by people, and, if wanted, kept by the desk itself.
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { Skeleton } from "../board/Skeleton.tsx";
import type { Found } from "../settings/found.ts";
import { Unread } from "../settings/Unread.tsx";
import { when } from "../settings/when.ts";
import { publishingTexts } from "../shared/texts/publishing.ts";
import type { Published } from "./calls.ts";
import { subject } from "./words.ts";

export function PublishedList({ found, every }: { found: Found<readonly Published[]>; every: Signal<boolean> }): JSX.Element {
  const t = publishingTexts();
  return (
    <section class="card" aria-labelledby="published">
      <h2 id="published">{t.published}</h2>
      <p class="quiet">{t.publishedHint}</p>
      <label class="check warned"><input type="checkbox" checked={every.value} onChange={(event) => { every.value = event.currentTarget.checked; }} /> {t.every}</label>
      <Unread of={found} />
      {found.value === null && !found.failed ? <Skeleton /> : null}
      {found.value?.length === 0 ? <p role="status">{t.none}</p> : null}
      <ul class="published">{(found.value ?? []).map((one) => <Item key={one.snapshot} one={one} />)}</ul>
    </section>
  );
}

function Item({ one }: { one: Published }): JSX.Element {
  return (
    <li>
      <h3><a class="ds-link" href={`#publish/snapshot=${one.snapshot}`}>{subject(one)}</a></h3>
      <p class="quiet small number">{byWords(one)}</p>
      <p class="quiet small"><code class="wrap">{one.snapshot}</code></p>
    </li>
  );
}

/** «Publisert 3. november 2026 kl. 10.05 av Kari», or that nobody did. */
export function byWords({ published_at: at, published_by: by, made_at: made }: Published): string {
  const t = publishingTexts();
  if (at === null) return t.keptAt(when(made));
  return by === null ? t.publishedOn(when(at)) : t.publishedAt(when(at), by.name ?? t.nobody);
}
