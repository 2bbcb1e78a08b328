import { Icon, type IconName } from "../components/icon";
import { clock, number, percent } from "../format";
import { t } from "../strings";
import type { ChannelOut } from "../wire";
import { copied, copyMoment } from "./link";
import { type CallModel, setSkipSilence } from "./model";
import { SPEEDS } from "./player";

interface ToolProps {
  icon: IconName;
  label: string;
  keys: string;
  act: () => void;
  disabled?: boolean;
}

function Tool({ icon, label, keys, act, disabled = false }: ToolProps) {
  return (
    <button
      type="button"
      class="tool"
      title={`${label} (${keys})`}
      aria-label={label}
      aria-keyshortcuts={keys}
      disabled={disabled}
      onClick={act}
    >
      <Icon name={icon} />
    </button>
  );
}

function Transport({ model }: { model: CallModel }) {
  const { player } = model;
  const playing = player.playing.value;
  const label = t(playing ? "player.pause" : "player.play");
  const by = (seconds: number) => () => model.seek(player.time.peek() + seconds);
  const none = model.stops.length === 0;
  return (
    <div class="transport">
      <Tool
        icon="previous"
        label={t("player.previous")}
        keys="p"
        act={() => model.stop(-1)}
        disabled={none}
      />
      <Tool icon="rewind" label={t("player.back")} keys="←" act={by(-5)} />
      <button
        type="button"
        class="play"
        title={`${label} (${t("key.space")})`}
        aria-label={label}
        disabled={!player.audible}
        onClick={() => player.toggle()}
      >
        <Icon name={playing ? "pause" : "play"} />
      </button>
      <Tool icon="forward" label={t("player.forward")} keys="→" act={by(5)} />
      <Tool
        icon="next"
        label={t("player.next")}
        keys="n"
        act={() => model.stop(1)}
        disabled={none}
      />
    </div>
  );
}

function Speed({ model }: { model: CallModel }) {
  return (
    <label class="field field--speed">
      <span class="field__name" aria-hidden="true">
        {t("player.speed")}
      </span>
      <select
        aria-label={t("player.speed")}
        value={String(model.player.speed.value)}
        onChange={(event) => model.player.setSpeed(Number(event.currentTarget.value))}
      >
        {SPEEDS.map((speed) => (
          <option key={speed} value={String(speed)}>
            {`${number(speed, speed % 0.5 ? 2 : speed % 1 ? 1 : 0)} ×`}
          </option>
        ))}
      </select>
    </label>
  );
}

function Volume({
  model,
  channel,
  index,
}: {
  model: CallModel;
  channel: ChannelOut;
  index: number;
}) {
  const { player } = model;
  const role = t(`role.${channel.role}`);
  const gain = player.gains.value[index] ?? 1;
  const label = t(gain ? "player.mute" : "player.unmute", { role });
  return (
    <div class={`volume volume--${channel.role}`}>
      <button
        type="button"
        class="tool tool--small"
        title={`${label} (${index + 1})`}
        aria-label={label}
        aria-pressed={gain === 0}
        onClick={() => player.setGain(index, gain ? 0 : 1)}
      >
        <Icon name={gain ? "volume" : "mute"} />
      </button>
      <label>
        <span class="volume__name">{role}</span>
        <input
          type="range"
          min="0"
          max="1.5"
          step="0.05"
          value={gain}
          aria-label={t("player.volume", { role })}
          aria-valuetext={percent(gain)}
          onInput={(event) => player.setGain(index, Number(event.currentTarget.value))}
        />
      </label>
    </div>
  );
}

function Sound({ model }: { model: CallModel }) {
  const { player } = model;
  if (!player.audible) return <p class="controls__note">{t("player.none")}</p>;
  if (player.broken.value) {
    return (
      <p class="controls__note" role="alert">
        {t("player.broken")}
      </p>
    );
  }
  return (
    <div class="controls__sound">
      {player.channels.map((channel, index) => (
        <Volume key={channel.index} model={model} channel={channel} index={index} />
      ))}
    </div>
  );
}

/** The player, always at hand at the bottom of the window. */
export function Controls({ model }: { model: CallModel }) {
  return (
    <section class="controls" aria-label={t("player.title")}>
      <Transport model={model} />
      <span class="controls__time">
        <strong>{clock(model.player.time.value)}</strong> / {clock(model.duration)}
      </span>
      <Speed model={model} />
      <label class="check" title={`${t("player.skip")} (s)`}>
        <input
          type="checkbox"
          checked={model.skipSilence.value}
          onChange={(event) => setSkipSilence(model, event.currentTarget.checked)}
        />
        {t("player.skip")}
      </label>
      <Sound model={model} />
      <span class="controls__link">
        <span class="controls__copied" role="status">
          {copied.value}
        </span>
        <Tool icon="copy" label={t("call.copy")} keys="c" act={() => void copyMoment(model)} />
      </span>
    </section>
  );
}
