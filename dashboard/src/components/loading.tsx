import { t } from "../strings";

export function Loading() {
  return (
    <div class="loading" role="status">
      <span class="loading__dots" aria-hidden="true" />
      {t("app.loading")}
    </div>
  );
}
