// The button and the panel, in a shadow of their own: nothing of the site's style reaches them, and nothing of theirs the site.
import { options } from "./options.ts";
import { STYLE } from "./style.ts";
import type { Words } from "./words.ts";

export const host = document.createElement("desk-chat");
const root = host.attachShadow({ mode: "open" });
export const call = part("button", root);
const label = part("b", call);
const state = part("small", call);
const count = part("i", call);
export const panel = part("div", root);
/** These two stand in the panel until the chat is there, so that nobody is ever shut in. */
export const shut = part("button", panel);
export const elsewhere = part("a", panel);

/** What stands before the title of the site's page. */
let counted = "";
let fresh = "";

/** Dresses it all and puts it at the end of the page; nothing of the page moves. */
export function stand(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  elsewhere.target = "_blank";
  call.hidden = options["hidden"] === "true";
  document.body.append(host);
}

export function speak(words: Words, standing: string): void {
  label.textContent = options["label"] || words.label;
  state.textContent = standing;
  shut.textContent = words.close;
  fresh = words.fresh;
  elsewhere.textContent = words.trouble;
}

/** Unread messages: on the button, and before the title of the site's page for as long as there are any. */
export function showUnread(unread: number): void {
  const bare = document.title.replace(counted, "");
  counted = unread ? `(${unread}) ` : "";
  document.title = counted + bare;
  count.textContent = fresh + unread;
  count.hidden = !unread;
}

function part<Name extends keyof HTMLElementTagNameMap>(name: Name, parent: Node): HTMLElementTagNameMap[Name] {
  return parent.appendChild(document.createElement(name));
}
