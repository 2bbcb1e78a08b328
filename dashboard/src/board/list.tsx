import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { listen } from "../keys";
import { t } from "../strings";
import { freeze, order } from "./board";
import { drawn, heightOf, placeOf, useCells } from "./cells";
import { pointed } from "./pointed";
import { Row } from "./row";
import { opened, view } from "./view";

const LINK = ".liverow__link";

function callAt(target: EventTarget | null): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>("[data-call]") : null;
  return row?.dataset.call ?? null;
}

/** Out of the list, so that it may move again; an open call beside it is closed before that. */
function leave(): boolean {
  if (opened.peek() !== null) return false;
  document.getElementById("main")?.focus({ preventScroll: true });
  return true;
}

/** Moves the focus from row to row, also to one that is not drawn yet. */
function useSteps(list: { current: HTMLElement | null }, columns: () => number) {
  const wished = useRef<string | null>(null);
  const focus = () => {
    const id = wished.current;
    const row = id && list.current?.querySelector(`[data-call="${CSS.escape(id)}"] ${LINK}`);
    if (!(row instanceof HTMLElement)) return;
    wished.current = null;
    row.focus();
  };
  useLayoutEffect(focus);
  const to = (index: number) => {
    const ids = order.peek();
    const id = ids[Math.max(0, Math.min(ids.length - 1, index))];
    if (id === undefined) return;
    wished.current = id;
    pointed.value = id; // has it drawn
    focus();
  };
  const here = () => order.peek().indexOf(pointed.peek() ?? "");
  const by = (cells: number) => to(here() < 0 ? 0 : here() + cells);
  const inside = (act: () => void) => () => here() >= 0 && act();
  useLayoutEffect(() => {
    const owner = new AbortController();
    listen(
      {
        ArrowDown: () => by(columns()),
        ArrowUp: () => by(-columns()),
        ArrowRight: inside(() => by(1)),
        ArrowLeft: inside(() => by(-1)),
        Home: inside(() => to(0)),
        End: inside(() => to(order.peek().length - 1)),
        Escape: inside(leave),
      },
      owner.signal,
    );
    return () => owner.abort();
  }, []);
}

/** The calls in their order. While the reader points at one or stands in one, none moves. */
export function List() {
  const list = useRef<HTMLUListElement>(null);
  const layout = view.value.layout;
  const { grid, span } = useCells(list, layout);
  const still = useSignal(true); // nothing glides before the first picture
  useSteps(list, () => grid.peek().columns);
  useEffect(() => {
    still.value = false;
    return () => {
      pointed.value = null;
    };
  }, []);
  const ids = order.value;
  const look = () => {
    const place = list.current;
    const hovers = matchMedia("(hover: hover)").matches;
    const focus = place?.matches(":focus-within") ?? false;
    pointed.value = focus ? callAt(document.activeElement) : null;
    freeze(focus || (hovers && Boolean(place?.matches(":hover"))));
  };
  const indexes = drawn(ids.length, grid.value, span.value, ids.indexOf(pointed.value ?? ""));
  return (
    <ul
      ref={list}
      class={`board__rows board__rows--${layout} ${still.value ? "board__rows--still" : ""}`}
      style={{ height: `${heightOf(ids.length, grid.value)}px` }}
      aria-label={t(`board.list.${view.value.sort}`)}
      onPointerEnter={look}
      onPointerLeave={look}
      onFocusIn={look}
      onFocusOut={() => setTimeout(look)}
    >
      {indexes.map((index) => {
        const id = ids[index] as string;
        const style = placeOf(index, grid.value);
        return <Row key={id} id={id} index={index} count={ids.length} style={style} />;
      })}
    </ul>
  );
}
