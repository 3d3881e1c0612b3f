// The one script of another site: a button, and the chat behind it once somebody wants it (docs/embedding.md).
import type { Context, ToHost } from "../shared/embedding.ts";
import type { Language } from "../shared/protocol.ts";
import { look, standing } from "./availability.ts";
import { emit, on, over } from "./events.ts";
import { focus, mount, remove, state, tell } from "./frame.ts";
import { options } from "./options.ts";
import { call, host, showUnread, shut, speak, stand } from "./parts.ts";
import { languageOf, wordsIn } from "./words.ts";

type Command = [name: string, ...parts: unknown[]] | ((desk: typeof commands) => void);

const NAME = "GuidanceDesk";
/** The only thing ever kept on the site, and only with its visitor's consent: that the chat was open in this tab. */
const OPEN = "desk.open";
const LOOK_EVERY = 60_000;

const globals = window as unknown as { [NAME]?: Command[] | typeof commands };
const seen = window.visualViewport;
let locale = languageOf(options["locale"] || document.documentElement.lang);
let cameFrom: Element | null = null;
let ticking: ReturnType<typeof setInterval> | undefined;

const commands = {
  version: 1,
  open,
  close,
  toggle: (): void => (state.shown ? close() : open()),
  show: (): void => { call.hidden = false; },
  hide: (): void => { call.hidden = true; },
  setLocale: (tag: string): void => {
    locale = languageOf(tag);
    speakAnew();
    tell({ locale: locale as Language });
  },
  setContext: (context: Context): void => tell({ context }),
  consent: (consent: boolean): void => {
    tell({ consent });
    if (!consent) keep("removeItem");
    else if (keep("getItem")) show();
  },
  on,
  destroy,
  push: (...all: Command[]): void => all.forEach(run),
  get isOpen(): boolean { return state.shown; },
};

function run(command: Command): void {
  if (typeof command === "function") return command(commands);
  const found = commands[command[0] as "open"] as ((...parts: unknown[]) => void) | undefined;
  if (typeof found === "function") found(...command.slice(1));
  else emit("error", { code: "unknown_command", command: command[0] });
}

function open(): void {
  if (!state.shown) cameFrom = document.activeElement;
  show();
  focus();
}

function show(): void {
  mount(locale, wordsIn(locale).label, hear, () => emit("error", { code: "frame" }));
  turn(true);
}

function close(): void {
  // Whoever is elsewhere on the page already stays there.
  const within = document.activeElement === host;
  turn(false);
  if (!within) return;
  call.focus();
  if (cameFrom !== document.body && cameFrom !== host) (cameFrom as HTMLElement | null)?.focus();
}

function turn(shown: boolean): void {
  if (state.shown === shown) return;
  tell({ shown });
  host.toggleAttribute("open", shown);
  call.ariaExpanded = `${shown}`;
  keep(shown && state.consent ? "setItem" : "removeItem");
  emit(shown ? "open" : "close");
}

function hear({ type, ...detail }: ToHost): void {
  if (type === "hello") tell({});
  else if (type === "close") close();
  else if (type === "unread") showUnread((detail as { unread: number }).unread);
  else emit(type, detail);
  if (type === "exit") exit();
  if (type === "ended") keep("removeItem");
}

/** Somebody leaves in a hurry: nothing of the chat stays on the page, and the page goes where the site has said. */
function exit(): void {
  remove();
  showUnread(0);
  close();
  if (options["exit"]) location.replace(options["exit"]);
}

/** Without consent nothing is looked for, either: reading is access to what is kept on somebody's device. */
function keep(verb: "getItem" | "setItem" | "removeItem"): unknown {
  try {
    return state.consent !== null && sessionStorage[verb](OPEN, "1");
  } catch {
    return null;
  }
}

function speakAnew(): void {
  const words = wordsIn(locale);
  const now = standing(words);
  speak(words, now);
  for (const place of document.querySelectorAll("[data-desk-state]")) place.textContent = now;
}

/** The site's own buttons and links: `data-desk-open` opens, and without us a link still leads to the page /chat. */
function clicked(event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || !(event.target as Element).closest("[data-desk-open]")) return;
  event.preventDefault();
  open();
}

/** Phones lay their keyboard over the page: the panel keeps to what can be seen. */
function fit(): void {
  host.style.cssText = `--high:${seen?.height}px;--top:${seen?.offsetTop}px`;
}

function tick(): void {
  void look(speakAnew);
}

function destroy(): void {
  over.abort();
  clearInterval(ticking);
  remove();
  showUnread(0);
  host.remove();
  delete globals[NAME];
}

function start(): void {
  const asked = globals[NAME] as Command[] | undefined;
  if (options["page"]) state.context.page = options["page"];
  stand();
  showUnread(0);
  speakAnew();
  call.onclick = open;
  shut.onclick = close;
  call.ariaExpanded = "false";
  document.addEventListener("click", clicked, over);
  document.addEventListener("visibilitychange", tick, over);
  seen?.addEventListener("resize", fit, over);
  globals[NAME] = commands;
  asked?.forEach(run);
  emit("ready", { version: 1 });
  if (options["open"] === "true") open();
  ticking = setInterval(tick, LOOK_EVERY);
  tick();
}

// A second script tag changes nothing.
if (!(globals[NAME] && "version" in globals[NAME])) {
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
}
