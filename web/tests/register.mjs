// Lets Node's own test runner load the TypeScript of the pages, by the compiler that builds them.
import { register } from "node:module";

register("./hooks.mjs", import.meta.url);
