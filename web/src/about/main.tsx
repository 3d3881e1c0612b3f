// The pages on privacy and accessibility, /privacy and /accessibility: read by anybody, alone in a tab.
import { render } from "preact";
import { firstLanguage } from "../shared/language.ts";
import { language } from "../shared/texts/catalogue.ts";
import "../shared/styles/base.css";
import "./about.css";
import { App } from "./App.tsx";
import { read } from "./facts.ts";

language.value = firstLanguage(location.search, navigator.languages);
void read();
render(<App />, document.getElementById("page") as HTMLElement);
