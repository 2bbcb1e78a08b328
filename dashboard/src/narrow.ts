import { signal } from "@preact/signals";

const query = matchMedia("(max-width: 1000px)");

/** Whether the window is too narrow for two things side by side. */
export const narrow = signal(query.matches);
query.addEventListener("change", () => {
  narrow.value = query.matches;
});
