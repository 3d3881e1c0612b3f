// The demo's host page: a made-up education site. Of the desk it knows the public loader and nothing else.
import { render } from "preact";
import { firstLanguage } from "../shared/language.ts";
import { startSeconds } from "../shared/now.ts";
import { language } from "../shared/texts/catalogue.ts";
import "../shared/styles/base.css";
import "./host.css";
import { App } from "./App.tsx";
import { listen } from "./model.ts";

language.value = firstLanguage(location.search, navigator.languages);
startSeconds();
listen();
render(<App />, document.getElementById("page") as HTMLElement);
