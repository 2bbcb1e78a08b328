import { t } from "../strings";
import { resume } from "./queue";
import { choices, chooseTeam, team, teamIsMissing } from "./team";

/** For which team recordings are: asked once, then shown, and to be changed for the next ones. */

export const teamText = (name: string) => name || t("upload.team.none");

function choose(name: string): void {
  chooseTeam(name);
  resume();
}

export function TeamChoice() {
  if (choices.value.length === 0) return null;
  if (teamIsMissing.value) {
    return (
      <fieldset class="uploads__ask">
        <legend>{t("upload.team.ask")}</legend>
        {choices.value.map((name) => (
          <button
            key={name}
            type="button"
            class="button button--small"
            onClick={() => choose(name)}
          >
            {teamText(name)}
          </button>
        ))}
      </fieldset>
    );
  }
  return (
    <label class="uploads__team">
      {t("upload.team")}
      <select value={team.value ?? ""} onChange={(event) => choose(event.currentTarget.value)}>
        {choices.value.map((name) => (
          <option key={name} value={name}>
            {teamText(name)}
          </option>
        ))}
      </select>
    </label>
  );
}
