// Where on its site somebody was when she opened the chat, as far as the site has said so.
import { signal } from "@preact/signals";
import type { Context } from "../shared/embedding.ts";

export const hostPage = signal<Context>({});
