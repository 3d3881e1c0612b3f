// Figures that leave the house: seen as everybody will see them, published, found again, and counted again.
import { computed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useFound } from "../settings/found.ts";
import { History } from "../settings/History.tsx";
import { toHeadingWhenLost } from "../settings/lost_focus.ts";
import { getTopicList } from "../settings/topics.ts";
import "../hours/hours.css";
import "../settings/settings.css";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { askedAt } from "../statistics/address.ts";
import "../statistics/statistics.css";
import { readLevels } from "../statistics/topics_calls.ts";
import { publishAddress, type PublishAsked, readPublish } from "./asked.ts";
import { everyPublished } from "./calls.ts";
import { Opened } from "./Opened.tsx";
import { Preview } from "./Preview.tsx";
import "./publish.css";
import { PublishFields } from "./PublishFields.tsx";
import { PublishedList } from "./PublishedList.tsx";
import type { Known } from "./sheets.ts";

const asked = askedAt("publish", (hash) => readPublish(hash, osloDate(deskNow())));
const opened = computed(() => asked.value.snapshot);

export function PublishPage(): JSX.Element {
  const today = osloDate(deskNow());
  const every = useSignal(false);
  const found = useFound(() => everyPublished(every.value), { key: String(every.value) });
  const known = useFound(readKnown);
  const names = known.value ?? NOTHING;
  // What was pressed to open one, or to go back, is gone.
  useEffect(toHeadingWhenLost, [opened.value]);
  const ask = (next: PublishAsked): void => { location.hash = publishAddress(next, today); };
  const open = (snapshot: string): void => { ask({ ...asked.value, snapshot }); };
  return (
    <div class="settings statistics publish">
      {opened.value === "" ? (
        <>
          <PublishFields asked={asked.value} today={today} onAsk={ask} />
          <Preview asked={asked.value} today={today} known={names} list={found.value ?? []} onPublished={(id) => { void found.again(); open(id); }} />
          <PublishedList found={found} every={every} />
          <History about="figures" after={found.value} />
        </>
      ) : <Opened key={opened.value} id={opened.value} of={found.value?.find(({ snapshot }) => snapshot === opened.value) ?? null} known={names} />}
    </div>
  );
}

const NOTHING: Known = { levels: [], topics: new Map() };

async function readKnown(): Promise<Known> {
  const [levels, list] = await Promise.all([readLevels(), getTopicList()]);
  const topics = list.topics.flatMap((group) => [group, ...group.children]);
  return { levels, topics: new Map(topics.map((topic) => [topic.code, topic])) };
}
