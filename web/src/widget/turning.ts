// What the page does by itself: it watches the door while that matters, turns with it, and counts a visit in vain.
import { effect } from "@preact/signals";
import { call } from "../shared/http.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { texts } from "../shared/texts/catalogue.ts";
import { receipt, sending, wish } from "./leaving.ts";
import { conversation, desk, filledIn, leaving, place, problem, question, stopLeaving, view } from "./model.ts";
import { isTurned } from "./view.ts";

/** From now on, for as long as the page stands. */
export function turnByItself(): void {
  effect(watchTheDoor);
  effect(stayWithTheConversation);
  countTheVisit();
  sayWhenItTurns();
}

/** Whoever waits sees the door close as well; whoever talks has no need of it. */
function watchTheDoor(): void {
  if (place(conversation.value) === "talking") desk.stop();
  else desk.start();
}

/** Somebody answers while a question is being left: the conversation it is. */
function stayWithTheConversation(): void {
  const talk = conversation.value;
  if (!talk || place(talk) !== "talking" || !leaving.peek()) return;
  const text = question.peek();
  if (text !== filledIn(talk)) talk.write(text);
  stopLeaving();
}

/** One visit for each load of the page that meets a door that lets nobody in. */
function countTheVisit(): void {
  const stop = effect(() => {
    const chat = desk.state.value?.channels.chat;
    if (!chat) return;
    queueMicrotask(() => stop());
    const here = conversation.peek() === null && receipt.peek() === null;
    if (here && chat.state !== "open") void call("/api/visits", { method: "POST", body: { channel: "chat" } }).catch(() => undefined);
  });
}

/** Says in words that the page has turned, and keeps a call that is being asked for in sight. */
function sayWhenItTurns(): void {
  let former = view.peek();
  effect(() => {
    const now = view.value;
    const turned = isTurned(former, now);
    former = now;
    if (!turned) return;
    problem.value = null;
    if (turned === "opened" && (sending.peek() || (wish.peek().kind === "call" && wish.peek().number !== ""))) leaving.value = true;
    announce(turned === "opened" ? texts().closed.nowOpen : texts().closed.nowClosed);
  });
}
