// Whether the page is too narrow for a grid of seven days: then each day is a list.
import { signal } from "@preact/signals";

const query = matchMedia("(max-width: 46rem)");

export const narrow = signal(query.matches && !matchMedia("print").matches);
query.addEventListener("change", () => { narrow.value = query.matches && !matchMedia("print").matches; });
