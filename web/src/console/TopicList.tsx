// The topics that fit what was typed, grouped by first level; the field above has the keys.
import type { JSX } from "preact";
import { named } from "../shared/texts/staff.ts";
import type { Topic, TopicGroup } from "./lists.ts";

interface TopicListProps { groups: readonly TopicGroup[]; chosen: string | undefined; label: string; onPick: (topic: Topic) => void }

export function TopicList({ groups, chosen, label, onPick }: TopicListProps): JSX.Element {
  return (
    <div id="topic-list" class="topic-list" role="listbox" aria-label={label} hidden={groups.length === 0}>
      {groups.map((group) => (
        <div key={group.code} role="group" aria-label={named(group)}>
          <p class="group" aria-hidden="true">{named(group)}</p>
          {group.children.map((topic) => (
            // The field has the keys; a pointer may choose as well.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div key={topic.code} id={`topic-${topic.code}`} role="option" tabIndex={-1} aria-selected={chosen === topic.code}
              onMouseDown={(event) => event.preventDefault()} onClick={() => onPick(topic)}>{named(topic)}</div>
          ))}
        </div>
      ))}
    </div>
  );
}
