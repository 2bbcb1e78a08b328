import { Icon, type IconName } from "../../components/icon";
import { type Key, t } from "../../strings";
import type { CallModel } from "../model";

const ZOOM = 2;

export function ZoomButtons({ model }: { model: CallModel }) {
  const span = model.view.value.to - model.view.value.from;
  const whole = span >= model.duration - 0.01;
  const buttons: [IconName, Key, () => void, boolean][] = [
    ["minus", "time.zoom.out", () => model.zoomBy(1 / ZOOM), whole],
    ["plus", "time.zoom.in", () => model.zoomBy(ZOOM), span <= 5],
    ["fit", "time.zoom.fit", () => model.fit(), whole],
  ];
  return (
    <div class="zoom">
      {buttons.map(([icon, key, act, disabled]) => (
        <button
          key={key}
          type="button"
          class="tool tool--small"
          disabled={disabled}
          title={t(key)}
          aria-label={t(key)}
          onClick={act}
        >
          <Icon name={icon} />
        </button>
      ))}
    </div>
  );
}
