import { Icon } from "../components/icon";
import { Menu } from "../components/menu";
import { t } from "../strings";
import { dropView, saved, saveView, showSaved } from "./saved";
import { view } from "./view";

function Save() {
  return (
    <form
      class="savedview__new"
      onSubmit={(event) => {
        event.preventDefault();
        const field = event.currentTarget.elements.namedItem("name") as HTMLInputElement;
        saveView(field.value, view.peek());
        field.value = "";
      }}
    >
      <label>
        <span class="hidden">{t("board.views.name")}</span>
        <input name="name" maxLength={40} required placeholder={t("board.views.name")} />
      </label>
      <button type="submit" class="button button--small">
        {t("board.views.save")}
      </button>
    </form>
  );
}

export function SavedViews() {
  return (
    <Menu label={t("board.views")} icon="star">
      {saved.value.length === 0 && <p class="savedview__none">{t("board.views.none")}</p>}
      {saved.value.map((each) => (
        <div key={each.name} class="savedview">
          <button type="button" class="menu__act" data-closes onClick={() => showSaved(each)}>
            {each.name}
          </button>
          <button
            type="button"
            class="tool tool--small"
            aria-label={t("board.views.drop", { name: each.name })}
            onClick={() => dropView(each.name)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      <Save />
    </Menu>
  );
}
