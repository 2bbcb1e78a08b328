import { useEffect } from "preact/hooks";
import { endText } from "../board/parts";
import { Icon } from "../components/icon";
import { number, percent } from "../format";
import { listen } from "../keys";
import { may } from "../session";
import { site } from "../site";
import { lookup, t } from "../strings";
import type { LiveStatus } from "../wire";
import type { Side } from "./listen_buffer";
import "./listen_in.css";
import { listening } from "./listening";

const RIGHT = "listen in to running calls";
const QUIET_FEEDS = ["paused", "waiting", "stalled"];

function Volume({ side }: { side: Side }) {
  const role = t(`role.${side}`);
  const volume = listening.volumes.value[side];
  return (
    <label class={`volume volume--${side}`}>
      <span class="listen__side">{role}</span>
      <input
        type="range"
        min="0"
        max="1.5"
        step="0.05"
        value={volume}
        aria-label={t("player.volume", { role })}
        aria-valuetext={percent(volume)}
        onInput={(event) => listening.setVolume(side, Number(event.currentTarget.value))}
      />
    </label>
  );
}

function Mute() {
  const muted = listening.muted.value;
  const label = t(muted ? "listen.unmute" : "listen.mute");
  return (
    <button
      type="button"
      class="tool tool--small"
      title={label}
      aria-label={label}
      aria-pressed={muted}
      onClick={() => listening.toggleMute()}
    >
      <Icon name={muted ? "mute" : "volume"} />
    </button>
  );
}

/** What is heard now, in a word or two. */
function stateText(feed: LiveStatus["feed"]): string {
  if (listening.stage.value === "opening") return t("listen.opening");
  if (listening.stage.value === "cut") return t("listen.cut");
  if (feed === "paused") return t("listen.paused");
  const behind = listening.behind_s.value;
  if (behind !== null) return t("listen.behind", { s: number(behind, 1) });
  return QUIET_FEEDS.includes(feed) ? t(`feed.${feed}`) : t("listen.waiting");
}

function On({ feed }: { feed: LiveStatus["feed"] }) {
  return (
    <>
      <span class="listen__state">{stateText(feed)}</span>
      <Mute />
      {listening.sides.value.map((side) => (
        <Volume key={side} side={side} />
      ))}
      <small class="listen__told">
        {t(listening.shown.value ? "listen.shown" : "listen.hidden")}
      </small>
    </>
  );
}

function Why() {
  const trouble = listening.trouble.value;
  const ended = listening.ended.value;
  if (trouble !== null) {
    if (typeof trouble === "string") return <span role="alert">{t(trouble)}</span>;
    return <span role="alert" lang="en">{`${trouble.message}. ${trouble.fix}`}</span>;
  }
  if (ended === null) return null;
  const reason = lookup(`listen.end.${ended}`) ?? endText(ended);
  return <span>{t("listen.ended", { reason })}</span>;
}

interface Props {
  id: string;
  feed: LiveStatus["feed"];
}

/** Listen in to a running call, where that is allowed. */
export function ListenIn(about: Props) {
  return site.value?.listen_in && may(RIGHT) ? <Controls {...about} /> : null;
}

/** One button, then the volume of each side. */
function Controls({ id, feed }: Props) {
  const mine = listening.call.value === id;
  const on = mine && listening.stage.value !== "off";
  const toggle = () => (on ? listening.stop() : listening.start(id));
  useEffect(() => {
    const owner = new AbortController();
    listen({ l: toggle }, owner.signal);
    return () => owner.abort();
  });
  useEffect(
    () => () => {
      if (listening.call.peek() === id) listening.stop();
    },
    [id],
  );
  const over = feed === "ended" && !on;
  const told = mine && (listening.ended.value ?? listening.trouble.value) !== null;
  if (over && !told) return null;
  return (
    <section class="listen" aria-label={t("listen.title")}>
      {!over && (
        <button
          type="button"
          class={on ? "button button--small listen__on" : "button button--small"}
          aria-keyshortcuts="l"
          aria-pressed={on}
          title={`${t(on ? "listen.stop" : "listen.start")} (l)`}
          onClick={toggle}
        >
          <Icon name="volume" />
          {t(on ? "listen.stop" : "listen.start")}
        </button>
      )}
      {on && <On feed={feed} />}
      {/* what happened by itself is told, the second that passes is not */}
      <span class="listen__why" role="status">
        {mine && !on && <Why />}
      </span>
    </section>
  );
}
