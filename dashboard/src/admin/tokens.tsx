import { shortMoment } from "../format";
import { lookup, t } from "../strings";
import { a } from "../strings/admin";
import type { TokenOut } from "../wire";
import { adminApi } from "./api";
import { useAsked } from "./asked";
import { Row, Shown } from "./parts";
import { Act } from "./sure";

function about(token: TokenOut): (string | null)[] {
  return [
    a("tokens.of", { name: token.person_name }),
    token.scopes.map((each) => lookup(`right.${each.replace(/ /g, "_")}`) ?? each).join(", "),
    token.expires_at
      ? t("tokens.until", { time: shortMoment(token.expires_at) })
      : t("tokens.forever"),
    token.last_used_at
      ? t("tokens.used", { time: shortMoment(token.last_used_at) })
      : t("tokens.unused"),
  ];
}

/** Everybody's keys for programs; they are made in one's own account. */
export function TokensTab() {
  const asked = useAsked(adminApi.tokens);
  return (
    <section class="panel card" aria-labelledby="tokens-title">
      <h2 id="tokens-title">{a("tab.tokens")}</h2>
      <p class="quiet">{a("tokens.text")}</p>
      <Shown asked={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="quiet">{a("none")}</p>
          ) : (
            <ul>
              {items.map((token) => (
                <Row key={token.id} name={token.name} about={about(token)}>
                  <Act
                    text={t("tokens.end")}
                    ask={a("tokens.sure", { name: token.name })}
                    act={() => void asked.run(() => adminApi.endToken(token.id))}
                  />
                </Row>
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  );
}
