import { useSignal } from "@preact/signals";
import { Form, useForm } from "../people/form";
import { LANGUAGES } from "../strings";
import { a } from "../strings/admin";
import type { PlaybookItem, PlaybookOut } from "../wire";
import { type Asked, useAsked } from "./asked";
import { Choice, Shown } from "./parts";
import { playbookApi, sentencesOf } from "./playbook_api";
import { Act } from "./sure";

function Sentences({ item, run }: { item: PlaybookItem; run: Asked<unknown>["run"] }) {
  const done = useSignal(false);
  const name = a(`moment.${item.kind}`);
  const state = useForm(async ({ sentences = "" }) => {
    done.value = false;
    await playbookApi.change(item, sentencesOf(sentences));
    done.value = true;
    await run();
  });
  const conflict = state.problem.value?.code === "conflict";
  const newest = async () => {
    state.problem.value = null;
    await run();
  };
  const own = a("playbook.own", { name: item.changed_by?.name ?? "" });
  return (
    <li class="admin__moment">
      <h3>
        {name} <span class="chip">{item.edited ? own : a("playbook.ships")}</span>
      </h3>
      <Form state={state} button={a("save")}>
        <div class="formfield admin__whole">
          <textarea
            name="sentences"
            aria-label={name}
            rows={Math.max(3, item.sentences.length + 1)}
            key={item.number}
            defaultValue={item.sentences.join("\n")}
          />
        </div>
      </Form>
      <div class="admin__acts">
        {conflict && <Act text={a("playbook.newest")} act={() => void newest()} />}
        {item.edited && (
          <Act
            text={a("playbook.reset")}
            ask={a("playbook.reset.sure")}
            act={() => void run(() => playbookApi.reset(item))}
          />
        )}
        {done.value && <span role="status">{a("saved")}</span>}
      </div>
    </li>
  );
}

function Book({ book, run }: { book: PlaybookOut; run: Asked<unknown>["run"] }) {
  const language = useSignal<PlaybookItem["language"]>(book.site_language);
  const { most, longest } = book;
  return (
    <>
      <p class="quiet">{a("playbook.text", { most, longest })}</p>
      <Choice
        label={a("playbook.language")}
        name="language"
        value={language.value}
        choices={Object.entries(LANGUAGES)}
        pick={(value) => {
          language.value = value as PlaybookItem["language"];
        }}
      />
      <ul>
        {book.items
          .filter((item) => item.language === language.value)
          .map((item) => (
            <Sentences key={`${item.language}/${item.kind}`} item={item} run={run} />
          ))}
      </ul>
    </>
  );
}

/** What agents could say at the moments of a call. */
export function PlaybookTab() {
  const asked = useAsked(playbookApi.all);
  return (
    <section class="panel card" aria-labelledby="playbook-title">
      <h2 id="playbook-title">{a("tab.playbook")}</h2>
      <Shown asked={asked}>{(book) => <Book book={book} run={asked.run} />}</Shown>
    </section>
  );
}
