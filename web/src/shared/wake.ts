// Tells a connection what the browser knows about the network and about being looked at.
import type { Socket } from "./connection.ts";

interface Wakeable { online(): void; offline(): void; visible(): void }

/** Listens until the returned function is called. */
export function wakeWith(connection: Wakeable): () => void {
  const online = (): void => connection.online();
  const offline = (): void => connection.offline();
  const visible = (): void => {
    if (document.visibilityState === "visible") connection.visible();
  };
  addEventListener("online", online);
  addEventListener("offline", offline);
  document.addEventListener("visibilitychange", visible);
  return () => {
    removeEventListener("online", online);
    removeEventListener("offline", offline);
    document.removeEventListener("visibilitychange", visible);
  };
}

/** The address of a socket on the host that served this page. */
export function socketUrl(path: string): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
}

export function openSocket(path: string): Socket {
  return new WebSocket(socketUrl(path)) as unknown as Socket;
}
