import { useEffect } from "preact/hooks";
import { titled } from "../title";

interface Props {
  title: string;
  text?: string;
  /** Where to go instead, and what it is called. */
  href: string;
  back: string;
}

/** What is not there: it never was, is gone, or belongs to a team that is not the reader's. */
export function Gone({ title, text, href, back }: Props) {
  useEffect(() => titled(title), [title]);
  return (
    <section class="lost">
      <h1>{title}</h1>
      {text && <p>{text}</p>}
      <a class="button" href={href}>
        {back}
      </a>
    </section>
  );
}
