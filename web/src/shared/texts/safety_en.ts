// What protects whoever writes: numbers caught, leaving in a hurry, another tab, English. Drafts.
import type { SafetyTexts } from "./safety_nb.ts";

export const safetyEn: SafetyTexts = {
  caught: {
    found: (what) => `This looks like ${what}.`,
    kinds: { identity_number: "a national identity number", account: "a bank account number", phone: "a phone number", email: "an e-mail address" },
    why: "You are anonymous here, so we do not accept it. Nothing has been sent yet.",
    other: "Is it something else? Try writing it differently.",
    send: "Take it out and send",
    removed: {
      identity_number: "[identity number removed]", account: "[account number removed]", phone: "[phone number removed]", email: "[e-mail address removed]",
    },
  },
  exit: {
    button: "Leave quickly",
    hint: "Closes the chat at once and erases what is in this tab. This cannot be undone.",
    again: "Press Esc once more to leave the page.",
  },
  tabs: {
    found: "You have a conversation in another tab.",
    goOn: "Continue here",
  },
  leaving: {
    erase: "End and erase everything",
    sureOffline: "You are offline. We will tell the counsellor when the network is back.",
    untold: "You have left. We cannot tell the service until the network is back. Keep the page open a little longer if you can.",
    unheard: "You have left. The service has not heard it yet; we are telling it again. Keep the page open a little longer if you can.",
    giveUp: "Leave",
  },
  sound: {
    label: "Sound",
    on: "Sound is on",
    off: "Sound is off",
    answered: "You have an answer",
  },
};
