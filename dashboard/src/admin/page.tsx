import { useEffect } from "preact/hooks";
import "../css/chips.css";
import "../people/people.css";
import { adminHref } from "../router";
import { a } from "../strings/admin";
import { titled } from "../title";
import { openTabs } from "../views";
import "./admin.css";
import { AuditTab } from "./audit";
import { HealthTab } from "./health";
import { KeysTab } from "./keys";
import { NoticesTab } from "./notices";
import { PeopleTab } from "./people";
import { PlaybookTab } from "./playbook";
import { SureDialog } from "./sure";
import type { Tab } from "./tabs";
import { TokensTab } from "./tokens";

const VIEWS: Record<Tab, () => preact.JSX.Element> = {
  people: PeopleTab,
  audit: AuditTab,
  notices: NoticesTab,
  tokens: TokensTab,
  keys: KeysTab,
  playbook: PlaybookTab,
  health: HealthTab,
};

/** The administration of the site, for those who may. */
export function AdminPage({ tab: shown }: { tab: Tab }) {
  useEffect(() => titled(a("title")));
  const View = VIEWS[shown];
  return (
    <div class="page admin">
      <div class="page__head">
        <h1>{a("title")}</h1>
      </div>
      <nav class="admin__tabs" aria-label={a("title")}>
        {openTabs().map((tab) => (
          <a key={tab} href={adminHref(tab)} aria-current={tab === shown ? "page" : undefined}>
            {a(`tab.${tab}`)}
          </a>
        ))}
      </nav>
      <View />
      <SureDialog />
    </div>
  );
}
