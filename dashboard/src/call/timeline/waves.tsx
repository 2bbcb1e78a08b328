import { useMemo } from "preact/hooks";
import { t } from "../../strings";
import type { ChannelOut } from "../../wire";
import type { CallModel } from "../model";
import { Lane, type LaneProps, laneHeight } from "./lane";
import { columns, gainOf, outline } from "./waveform";

const HEIGHT = laneHeight(40);
const COLUMN_PX = 1.5;
const ORDER = ["customer", "unknown", "agent"];

interface WaveProps extends LaneProps {
  model: CallModel;
}

function Wave({ channel, model, width }: WaveProps & { channel: ChannelOut }) {
  const peaks = model.peaks.value;
  const view = model.view.value;
  const samples = peaks?.channels[channel.index];
  const count = Math.max(1, Math.round(width / COLUMN_PX));
  const gain = useMemo(() => gainOf(samples ?? []), [samples]);
  const path = useMemo(
    () => (samples && peaks ? outline(columns(samples, peaks.rate_hz, view, count), gain) : ""),
    [samples, view, count, gain],
  );
  const muted = model.player.gains.value[model.detail.channels.indexOf(channel)] === 0;
  return (
    <Lane name={t(`role.${channel.role}`)} height={HEIGHT} kind={`wave lane--${channel.role}`}>
      <svg
        class={muted ? "wave wave--muted" : "wave"}
        width={width}
        height={HEIGHT}
        viewBox={`0 0 ${count - 1 || 1} 2`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d={path} />
      </svg>
    </Lane>
  );
}

/** A waveform for each channel, the customer's first. */
export function Waves(lane: WaveProps) {
  const channels = [...lane.model.detail.channels].sort(
    (a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role),
  );
  return channels.map((channel) => <Wave key={channel.index} channel={channel} {...lane} />);
}
