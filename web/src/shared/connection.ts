// One lasting connection to the desk over WebSockets that come and go (protocol § 3 and § 3.4).
import { attemptPatience, reconnectDelay } from "./backoff.ts";
import { DISPLACED, FINAL_CODES, BAD_TOKEN } from "./closing.ts";

const SILENCE = 15_000;
const STALE = 12_000;
const SETTLED = 5_000;
const OWN_HELLO = 10_000;

export type ConnectionState = "connecting" | "live" | "lost" | "stopped";

/** The part of WebSocket that is used here, so that a test can bring its own. */
export interface Socket {
  readyState: number;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

export interface ConnectionOptions<Event> {
  /** Opens one socket. */
  open: () => Socket;
  /** The first frame; asked for anew at every attempt. Throws SignedOut when there is nobody to sign in as. */
  hello: () => object | Promise<object>;
  onFrame: (frame: Event) => void;
  onState: (state: ConnectionState, code: number | null) => void;
  /** Staff: a ticket lives for 30 s, so a refused one is worth one new attempt. */
  retryTicket?: boolean;
  random?: () => number;
}

/** Thrown by `hello` when the staff session is over: the page must ask for a sign-in. */
export class SignedOut extends Error {}

type Timer = ReturnType<typeof setTimeout>;

export class Connection<Event extends { type: string }> {
  state: ConnectionState = "connecting";
  private current: Socket | null = null;
  private next: Socket | null = null;
  private leaving: Socket | null = null;
  private attempt = 0;
  private lostAt: number | null = null;
  private liveAt = 0;
  private heardAt = 0;
  private helloAt = -OWN_HELLO;
  private round = 0;
  private liveRound = 0;
  private ticketRetried = false;
  private retryTimer: Timer | undefined;
  private patienceTimer: Timer | undefined;
  private silenceTimer: Timer | undefined;
  private moveTimer: Timer | undefined;
  private readonly options: ConnectionOptions<Event>;

  constructor(options: ConnectionOptions<Event>) {
    this.options = options;
  }

  start(): void {
    this.attempt = 0;
    this.ticketRetried = false;
    this.setState("connecting", null);
    void this.connect();
  }

  stop(): void {
    this.finish(1000);
  }

  /** Hands one frame to the desk; false when there is no live socket, and then nothing was sent. */
  send(frame: object): boolean {
    const socket = this.current;
    if (!socket || socket.readyState !== 1 || this.state === "connecting" || this.state === "stopped") return false;
    socket.send(JSON.stringify(frame));
    return true;
  }

  /** A second socket at once; the first one goes when the second is live. For `move`, `online` and a gap. */
  renew(): void {
    if (this.state === "stopped") return;
    this.attempt = 0;
    void this.connect();
  }

  /** The browser says that the network is back. */
  online(): void {
    this.renew();
  }

  /** The browser says that the network is gone: said at once, taken back by the next frame heard. */
  offline(): void {
    if (this.state === "live") this.setState("lost", null);
  }

  /** The page is seen again after having been hidden: its timers may have slept. */
  visible(): void {
    if (this.state === "stopped") return;
    if (!this.current || this.state !== "live" || Date.now() - this.heardAt > STALE) this.renew();
  }

  private async connect(): Promise<void> {
    const round = ++this.round;
    this.dropNext();
    clearTimeout(this.retryTimer);
    clearTimeout(this.patienceTimer);
    this.patienceTimer = setTimeout(() => this.failed(round), attemptPatience(this.attempt));
    let hello: object;
    try {
      hello = await this.options.hello();
    } catch (error) {
      if (round !== this.round) return;
      if (error instanceof SignedOut) this.finish(BAD_TOKEN);
      else this.failed(round);
      return;
    }
    if (round !== this.round || this.state === "stopped") return;
    const socket = this.options.open();
    this.next = socket;
    socket.onopen = () => {
      this.helloAt = Date.now();
      socket.send(JSON.stringify(hello));
    };
    socket.onmessage = (event) => this.hear(socket, event.data);
    socket.onclose = (event) => this.closed(socket, event.code);
  }

  private hear(socket: Socket, data: unknown): void {
    if ((socket !== this.current && socket !== this.next) || typeof data !== "string") return;
    const frame = JSON.parse(data) as Event & { after_ms?: number };
    this.heardAt = Date.now();
    if (frame.type === "snapshot" && socket === this.next) this.adopt(socket);
    // Answered from here and never from a timer: a hidden tab's timers sleep.
    if (frame.type === "heartbeat" && socket.readyState === 1) socket.send('{"type":"heartbeat"}');
    if (socket === this.current) this.watchSilence();
    if (frame.type === "move") this.moveTimer = setTimeout(() => this.renew(), frame.after_ms ?? 0);
    if (frame.type === "live" && socket === this.current) this.settle();
    else if (this.state === "lost" && socket === this.current && !this.next) this.setState("live", null);
    this.options.onFrame(frame);
  }

  /** The new socket has shown the state; the old one stays open, unheard, until the new one is live. */
  private adopt(socket: Socket): void {
    clearTimeout(this.patienceTimer);
    clearTimeout(this.moveTimer);
    this.dropLeaving();
    this.leaving = this.current;
    if (this.leaving) deafen(this.leaving);
    this.current = socket;
    this.next = null;
  }

  private settle(): void {
    this.dropLeaving();
    this.liveAt = Date.now();
    this.liveRound = this.round;
    this.lostAt = null;
    this.ticketRetried = false;
    if (this.state !== "live") this.setState("live", null);
  }

  private watchSilence(): void {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => this.lose(), SILENCE);
  }

  private closed(socket: Socket, code: number): void {
    if (socket !== this.current && socket !== this.next) return;
    const ticketWorthRetrying = code === BAD_TOKEN && this.options.retryTicket === true && !this.ticketRetried;
    // Our own newer socket displaces the older one too: that is no other tab.
    const displacedByOurselves = code === DISPLACED && Date.now() - this.helloAt < OWN_HELLO && socket === this.current
      && this.round > this.liveRound;
    if (ticketWorthRetrying) this.ticketRetried = true;
    else if (FINAL_CODES.has(code) && !displacedByOurselves) return this.finish(code);
    if (socket === this.current) this.lose();
    else this.failed(this.round);
  }

  /** The live socket is gone or silent: reconnect, unless another attempt is already under way. */
  private lose(): void {
    clearTimeout(this.silenceTimer);
    this.dropCurrent();
    this.attempt = Date.now() - this.liveAt > SETTLED ? 0 : this.attempt + 1;
    this.setState("lost", null);
    if (!this.next) this.retryLater();
  }

  private failed(round: number): void {
    if (round !== this.round || this.state === "stopped") return;
    clearTimeout(this.patienceTimer);
    this.round += 1;
    this.dropNext();
    this.attempt += 1;
    this.retryLater();
  }

  private retryLater(): void {
    this.lostAt ??= Date.now();
    const delay = reconnectDelay(this.attempt, Date.now() - this.lostAt, this.options.random ?? Math.random);
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => void this.connect(), delay);
  }

  private dropNext(): void {
    if (this.next) discard(this.next);
    this.next = null;
  }

  private dropCurrent(): void {
    if (this.current) discard(this.current);
    this.current = null;
    this.dropLeaving();
  }

  private dropLeaving(): void {
    if (this.leaving) discard(this.leaving);
    this.leaving = null;
  }

  private finish(code: number): void {
    for (const timer of [this.retryTimer, this.patienceTimer, this.silenceTimer, this.moveTimer]) clearTimeout(timer);
    this.round += 1;
    this.dropNext();
    this.dropCurrent();
    this.setState("stopped", code);
  }

  private setState(state: ConnectionState, code: number | null): void {
    this.state = state;
    this.options.onState(state, code);
  }
}

function deafen(socket: Socket): void {
  socket.onopen = socket.onmessage = socket.onclose = null;
}

/** Closes a socket that no longer matters and hears nothing more from it. */
function discard(socket: Socket): void {
  deafen(socket);
  if (socket.readyState < 2) socket.close(1000);
}
