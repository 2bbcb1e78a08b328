import { Menu } from "../components/menu";
import { accountHref, adminHref } from "../router";
import { me, session, signedIn, tellWindows } from "../session";
import { t } from "../strings";
import { openTabs } from "../views";

async function leave(): Promise<void> {
  const { people } = await import("./api");
  await people.signOut().catch(() => undefined);
  tellWindows();
  location.reload(); // nothing that was seen stays in the page's memory
}

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const person = me.value;
  if (!signedIn.value || !person) return null;
  return (
    <Menu label={person.name} icon="person">
      <p class="account__who">
        <strong>{person.name}</strong>
        <small>
          {[session.value?.login, t(`role.of.${person.role}`), person.teams.join(", ")]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </p>
      <a href={accountHref}>{t("account.title")}</a>
      {openTabs().length > 0 && <a href={adminHref()}>{t("app.admin")}</a>}
      <button type="button" class="menu__act" onClick={() => void leave()}>
        {t("account.leave")}
      </button>
    </Menu>
  );
}
