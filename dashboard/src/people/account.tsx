import { useEffect } from "preact/hooks";
import { me, session } from "../session";
import { t } from "../strings";
import { titled } from "../title";
import { Password } from "./password";
import "./people.css";
import { SecondFactor } from "./second_factor";
import { Sessions } from "./sessions";
import { Tokens } from "./tokens";

/** One's own account: the password, the second factor, where one is signed in, tokens. */
export function AccountPage() {
  useEffect(() => titled(t("account.title")));
  const told = session.value;
  const person = me.value;
  if (!told || !person) return null;
  const due = told.second_factor_due;
  return (
    <div class="page account">
      <div class="page__head">
        <h1>{t("account.title")}</h1>
        <span class="page__count">{[person.name, t(`role.of.${person.role}`)].join(" · ")}</span>
      </div>
      {!told.sign_in && <p class="account__note">{t("account.local")}</p>}
      {due && (
        <p class="account__note" role="status">
          {t("factor.due")}
        </p>
      )}
      {told.sign_in && (
        <div class="account__parts">
          <SecondFactor />
          {!due && told.has_password && <Password />}
          {!due && <Sessions />}
          {!due && <Tokens />}
        </div>
      )}
    </div>
  );
}
