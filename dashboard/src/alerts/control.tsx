import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { now } from "../board/tick";
import { Keycap } from "../components/keycap";
import { Menu } from "../components/menu";
import { timeOfDay } from "../format";
import { listen } from "../keys";
import { t } from "../strings";
import { isMuted, mute, mutedUntil, setSound, soundOn } from "./alerts";
import { audible, chime, wake } from "./tone";

const QUARTER_MS = 15 * 60_000;

type Permission = NotificationPermission | "impossible";

function permission(): Permission {
  return "Notification" in window ? Notification.permission : "impossible";
}

/** Asking is the reader's own act: a page that asks by itself is refused for good. */
function Notes() {
  const state = useSignal<Permission>(permission());
  const ask = async () => {
    state.value = await Notification.requestPermission();
  };
  if (state.value !== "default")
    return <p class="alertmenu__text">{t(`alert.notes.${state.value}`)}</p>;
  return (
    <button type="button" class="menu__act" onClick={() => void ask()}>
      {t("alert.notes.ask")}
    </button>
  );
}

function toggle(): void {
  mute(isMuted(Date.now()) ? 0 : Date.now() + QUARTER_MS);
}

function labelOf(): { text: string; icon: "bell" | "belloff" } {
  if (isMuted(now.value)) return { text: t("alert.muted"), icon: "belloff" };
  return soundOn.value
    ? { text: t("alert.on"), icon: "bell" }
    : { text: t("alert.silent"), icon: "belloff" };
}

/** Whether and how the page tells of new flags. */
export function AlertMenu() {
  useEffect(() => {
    const owner = new AbortController();
    listen({ x: toggle }, owner.signal);
    return () => owner.abort();
  }, []);
  const { text, icon } = labelOf();
  return (
    <Menu label={text} icon={icon}>
      <label class="check alertmenu__text">
        <input
          type="checkbox"
          checked={soundOn.value}
          onChange={(event) => setSound(event.currentTarget.checked)}
        />
        {t("alert.sound")}
      </label>
      {soundOn.value && !audible.value && <p class="alertmenu__text">{t("alert.blocked")}</p>}
      <button
        type="button"
        class="menu__act"
        onClick={() => {
          wake();
          setTimeout(chime, 100);
        }}
      >
        {t("alert.try")}
      </button>
      <button type="button" class="menu__act" onClick={toggle}>
        {isMuted(now.value) ? t("alert.unmute") : t("alert.mute")} <Keycap name="x" />
      </button>
      {isMuted(now.value) && (
        <p class="alertmenu__text">
          {t("alert.muted.until", { time: timeOfDay(mutedUntil.value) })}
        </p>
      )}
      <Notes />
    </Menu>
  );
}
