// The demo's host page: a made-up education site that opens the chat. Nothing of the chat is loaded before the click.
import { render } from "preact";
import { firstLanguage } from "../shared/language.ts";
import { startSeconds } from "../shared/now.ts";
import { language } from "../shared/texts/catalogue.ts";
import "../shared/styles/base.css";
import "./host.css";
import { App } from "./App.tsx";
import { listenToChat, watch } from "./model.ts";

language.value = firstLanguage(location.search, navigator.languages);
startSeconds();
watch.start();
listenToChat();
render(<App />, document.getElementById("page") as HTMLElement);
