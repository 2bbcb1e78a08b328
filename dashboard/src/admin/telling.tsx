import { LANGUAGES } from "../strings";
import { a } from "../strings/admin";
import type { TargetOut } from "../wire";
import { MONDAY_AT } from "./notice_model";
import { Choice } from "./parts";
import { DAYS, dayName } from "./quiet";

/** In which language a target is told, and when it is told of the week. */

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

export function TellingFields({ row }: { row: TargetOut | undefined }) {
  const languages = Object.entries(LANGUAGES);
  return (
    <>
      <Choice
        label={a("targets.language")}
        name="language"
        value={row?.language ?? ""}
        choices={[["", a("targets.language.site")], ...languages]}
      />
      <label class="check">
        <input type="checkbox" name="weekly" defaultChecked={row?.weekly ?? false} />
        {a("targets.weekly")}
      </label>
      <Choice
        label={a("targets.weekly.day")}
        name="weekly_day"
        value={String(row?.weekly_day ?? MONDAY_AT.day)}
        choices={DAYS.map((day) => [String(day), dayName(day, "long")] as const)}
      />
      <Choice
        label={a("targets.weekly.hour")}
        name="weekly_hour"
        value={String(row?.weekly_hour ?? MONDAY_AT.hour)}
        choices={HOURS.map((hour) => [String(hour), `${hour}:00`] as const)}
      />
    </>
  );
}
