import { useEffect, useRef } from "preact/hooks";
import { listen, shortcutsOn, switchShortcuts } from "../keys";
import { site } from "../site";
import { type Key, lookup, t } from "../strings";
import { Icon } from "./icon";

const GROUPS: readonly { title: Key; keys: readonly [string[], Key][] }[] = [
  {
    title: "keys.call",
    keys: [
      [["key.space"], "keys.play"],
      [["←", "→"], "keys.seek"],
      [["j", "k"], "keys.turn"],
      [["n", "p"], "keys.flag"],
      [["[", "]"], "keys.speed"],
      [["1", "2"], "keys.mute"],
      [["s"], "keys.silence"],
      [["+", "−", "0"], "keys.zoom"],
      [["f"], "keys.follow"],
      [["c"], "keys.copy"],
      [["b"], "keys.back"],
    ],
  },
  {
    title: "keys.board",
    keys: [
      [["↓", "↑"], "keys.row"],
      [["key.enter"], "keys.open"],
      [["n"], "keys.need"],
      [["⇧ ↓", "⇧ ↑"], "keys.along"],
      [["Esc"], "keys.close"],
      [["p"], "keys.pin"],
      [["v"], "keys.layout"],
      [["w"], "keys.wall"],
      [["x"], "keys.quiet"],
      [["l"], "keys.listen"],
      [["f"], "keys.newest"],
      [["b"], "keys.toboard"],
    ],
  },
  {
    title: "keys.flags",
    keys: [
      [["a"], "act.acknowledged"],
      [["c"], "keys.claim"],
      [["d"], "act.acted"],
      [["z"], "act.snoozed"],
      [["e"], "act.escalated"],
      [["r"], "act.resolved"],
      [["o"], "act.reopened"],
      [["u"], "act.undo"],
      [["m"], "keys.message"],
    ],
  },
  { title: "keys.desk", keys: [[["r"], "keys.read"]] },
  {
    title: "keys.list",
    keys: [
      [["/"], "keys.search"],
      [["u"], "keys.add"],
      [["?"], "keys.help"],
    ],
  },
];

let dialog: HTMLDialogElement | null = null;

export function openHelp(): void {
  if (dialog && !dialog.open) dialog.showModal();
}

function KeyGroup({ title, keys }: (typeof GROUPS)[number]) {
  return (
    <section>
      <h3>{t(title)}</h3>
      <dl class="keys">
        {keys.map(([names, text]) => (
          <div key={text}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{lookup(name) ?? name}</kbd>
              ))}
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function Help() {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog = ref.current;
    const owner = new AbortController();
    listen({ "?": openHelp }, owner.signal);
    return () => owner.abort();
  }, []);
  const close = () => ref.current?.close();
  return (
    <dialog
      ref={ref}
      class="dialog"
      aria-labelledby="help-title"
      onCancel={(event) => {
        event.preventDefault(); // closed by itself it would not give the focus back
        close();
      }}
    >
      <header class="dialog__head">
        <h2 id="help-title">{t("keys.title")}</h2>
        <button type="button" class="tool" aria-label={t("app.close")} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="dialog__columns">
        {GROUPS.map((group) => (
          <KeyGroup key={group.title} {...group} />
        ))}
      </div>
      <footer class="dialog__foot">
        <label class="check">
          <input
            type="checkbox"
            checked={shortcutsOn.value}
            onChange={(event) => switchShortcuts(event.currentTarget.checked)}
          />
          {t("keys.on")}
        </label>
        {site.value && <small>{t("app.version", { version: site.value.version })}</small>}
      </footer>
    </dialog>
  );
}
