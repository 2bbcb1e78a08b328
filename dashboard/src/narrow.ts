import { type Signal, signal } from "@preact/signals";

function told(query: string): Signal<boolean> {
  const asked = matchMedia(query);
  const answer = signal(asked.matches);
  asked.addEventListener("change", () => {
    answer.value = asked.matches;
  });
  return answer;
}

/** Whether the window is too narrow for two things side by side. */
export const narrow = told("(max-width: 1000px)");
/** Whether it is too narrow for the names of all places in a row. */
export const slim = told("(max-width: 900px)");
