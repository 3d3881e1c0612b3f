// The live example for owners of sites: the script to copy, each command to try, each event as it happens.
import { render } from "preact";
import { firstLanguage } from "../shared/language.ts";
import { language } from "../shared/texts/catalogue.ts";
import "../shared/styles/base.css";
import "./host.css";
import { Example } from "./Example.tsx";
import { listenToAll, readAddresses } from "./example.ts";

language.value = firstLanguage(location.search, navigator.languages);
listenToAll();
void readAddresses();
render(<Example />, document.getElementById("page") as HTMLElement);
