import { me } from "../session";

/** What one began to write about a call and has not sent yet: kept while the page is open, for
 * whoever wrote it alone, whatever becomes of panel, connection and session meanwhile.
 */

const MOST = 50;
const drafts = new Map<string, string>();

const keyOf = (callId: string) => `${me.peek()?.id ?? ""} ${callId}`;

export function draftOf(callId: string): string {
  return drafts.get(keyOf(callId)) ?? "";
}

export function keepDraft(callId: string, text: string): void {
  const key = keyOf(callId);
  drafts.delete(key); // the newest stands last
  if (text.trim()) drafts.set(key, text);
  const [oldest] = drafts.keys();
  if (drafts.size > MOST && oldest !== undefined) drafts.delete(oldest);
}
