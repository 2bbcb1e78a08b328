import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "./icon";

interface MenuProps {
  label: string;
  icon: IconName;
  /** What stands beside the name. */
  mark?: ComponentChildren;
  children: ComponentChildren;
}

/** A button that shows a list of links or acts; closed by Escape, by a choice, or from outside. */
export function Menu({ label, icon, mark, children }: MenuProps) {
  const ref = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const owner = new AbortController();
    const close = () => ref.current?.removeAttribute("open");
    ref.current?.addEventListener(
      "click",
      (event) => {
        if (!(event.target as Element).closest("a, [data-closes]")) return;
        ref.current?.querySelector("summary")?.focus();
        close();
      },
      { signal: owner.signal },
    );
    const outside = (event: Event) => {
      if (!ref.current?.contains(event.target as Node)) close();
    };
    document.addEventListener("pointerdown", outside, { signal: owner.signal });
    document.addEventListener("focusin", outside, { signal: owner.signal });
    return () => owner.abort();
  }, []);
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !ref.current?.open) return;
    event.preventDefault(); // what stands behind it stays open
    ref.current.removeAttribute("open");
    ref.current.querySelector("summary")?.focus();
  };
  return (
    <details ref={ref} class="menu" onKeyDown={closeByKey}>
      <summary class="button">
        <Icon name={icon} />
        <span class="menu__label">{label}</span>
        {mark}
        <Icon name="chevron" />
      </summary>
      <div class="menu__list">{children}</div>
    </details>
  );
}
