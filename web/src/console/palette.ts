// Everywhere one can go and everything one can do by name: what `Ctrl K` lists.
import { staffTexts } from "../shared/texts/staff.ts";
import { accept, firstOffer, open, setPresence, takeNext } from "./actions.ts";
import { asking, firstRequest, isMine, joinIn, moving } from "./company.ts";
import { focusSoon } from "./focus.ts";
import { keysShown } from "./keys.ts";
import { conversations, current, desk, drawerOpen, leave } from "./model.ts";
import { shiftsShown } from "./my_shifts.ts";

export interface Destination { id: string; words: string; go: () => void }

/** What can be done now; a conversation is found by its alias and by its first words. */
export function destinations(): Destination[] {
  const { palette, rail, presence, offer, talk, keys, signIn, transfer, company } = staffTexts();
  const request = firstRequest();
  const offered = firstOffer();
  const found: (Destination | null)[] = [
    offered ? { id: "accept", words: offer.accept, go: () => void accept(offered) } : null,
    ...conversations.value.map((conversation) => {
      const { alias, first_line: first } = conversation.contact.value;
      const words = `${palette.conversation(alias ?? rail.anonymous)}: ${first ?? ""}`;
      return { id: conversation.id, words, go: () => void open(conversation.id) };
    }),
    desk.value?.takes.value === false ? null : { id: "next", words: palette.takeNext, go: () => void takeNext() },
    isMine(current.value) ? { id: "transfer", words: transfer.heading, go: () => { moving.value = current.value?.id ?? null; } } : null,
    isMine(current.value) ? { id: "ask", words: company.heading, go: () => { asking.value = current.value?.id ?? null; } } : null,
    request ? { id: "join", words: `${company.join}: ${company.request(request.asked_by.name)}`, go: () => void joinIn(request) } : null,
    { id: "ready", words: presence.ready, go: () => void setPresence("ready") },
    { id: "break", words: presence.break, go: () => void setPresence("break") },
    { id: "off", words: presence.off, go: () => void setPresence("off") },
    { id: "wrap-up", words: talk.wrapUp, go: () => { drawerOpen.value = true; void focusSoon("topic-search"); } },
    { id: "shifts", words: presence.myShifts, go: () => { shiftsShown.value = true; } },
    { id: "keys", words: keys.heading, go: () => { keysShown.value = true; } },
    { id: "out", words: signIn.out, go: () => void leave() },
  ];
  return found.filter((one): one is Destination => one !== null);
}

/** Those that hold every word typed. */
export function matchingDestinations(all: readonly Destination[], query: string): Destination[] {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return all.filter((one) => words.every((word) => one.words.toLowerCase().includes(word)));
}
