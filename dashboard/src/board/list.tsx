import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { listen } from "../keys";
import { t } from "../strings";
import { freeze, order } from "./board";
import { Row } from "./row";

const MOVE_MS = 260;

type Places = Map<string, DOMRect>;

function places(list: HTMLElement | null): Places {
  const rows = list?.querySelectorAll<HTMLElement>("[data-call]") ?? [];
  return new Map([...rows].map((row) => [row.dataset.call ?? "", row.getBoundingClientRect()]));
}

/** Rows glide from where they were, so that the eye can follow them. */
function glide(list: HTMLElement, before: Places): void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const row of list.querySelectorAll<HTMLElement>("[data-call]")) {
    const old = before.get(row.dataset.call ?? "");
    const here = row.getBoundingClientRect();
    const [x, y] = old ? [old.left - here.left, old.top - here.top] : [0, 8];
    if (!x && !y) continue;
    const from = { transform: `translate(${x}px, ${y}px)`, opacity: old ? 1 : 0 };
    row.animate([from, { transform: "none", opacity: 1 }], { duration: MOVE_MS, easing: "ease" });
  }
}

function step(list: HTMLElement | null, by: 1 | -1): void {
  const links = [...(list?.querySelectorAll<HTMLElement>(".liverow__link") ?? [])];
  const here = links.indexOf(document.activeElement as HTMLElement);
  links[Math.max(0, Math.min(links.length - 1, here < 0 ? 0 : here + by))]?.focus();
}

/** The rows in their order. While the reader points at one or stands in one, none moves. */
export function List() {
  const list = useRef<HTMLUListElement>(null);
  const ids = order.value;
  const before = places(list.current); // rendering comes before the page is changed
  useLayoutEffect(() => {
    if (list.current) glide(list.current, before);
  }, [ids]);
  useEffect(() => {
    const owner = new AbortController();
    const next = () => step(list.current, 1);
    const previous = () => step(list.current, -1);
    const letGo = () => (document.activeElement as HTMLElement | null)?.blur();
    listen({ ArrowDown: next, ArrowUp: previous, Escape: letGo }, owner.signal);
    return () => owner.abort();
  }, []);
  const look = () => {
    const place = list.current;
    freeze(Boolean(place?.matches(":hover, :focus-within")));
  };
  return (
    <ul
      ref={list}
      class="board__rows"
      aria-label={t("board.list")}
      onPointerEnter={look}
      onPointerLeave={look}
      onFocusIn={look}
      onFocusOut={() => setTimeout(look)}
    >
      {ids.map((id) => (
        <Row key={id} id={id} />
      ))}
    </ul>
  );
}
