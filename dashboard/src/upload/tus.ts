import { at, csrfHeader, Refused, refusal } from "../api";

/**
 * The client side of tus 1.0 core (https://tus.io/protocols/resumable-upload): POST makes an
 * upload, PATCH adds a piece at an offset, HEAD says how far it got.
 */

const VERSION = { "Tus-Resumable": "1.0.0" };
export const PIECE_BYTES = 4 * 1024 * 1024;

/** `Upload-Metadata`: `name base64(utf-8)`, comma-separated. */
export function metadata(values: Record<string, string>): string {
  const encode = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  return Object.entries(values)
    .map(([name, value]) => `${name} ${encode(value)}`)
    .join(",");
}

/** `team`: of the call; null leaves it to the server. */
export async function create(
  file: File,
  team: string | null,
  signal: AbortSignal,
): Promise<string> {
  const about = { filename: file.name, filetype: file.type, ...(team === null ? {} : { team }) };
  const response = await fetch(at("api/uploads"), {
    method: "POST",
    headers: {
      ...VERSION,
      ...csrfHeader(),
      "Upload-Length": String(file.size),
      "Upload-Metadata": metadata(about),
    },
    signal,
  });
  const location = response.headers.get("Location");
  if (!response.ok || !location) throw await refusal(response);
  return new URL(location, response.url || at("api/uploads")).href;
}

export interface Sent {
  /** Bytes the server has. */
  offset: number;
  /** The job that the last byte started. */
  job: string | null;
}

/** How far an upload got, or null when the server does not know it (any more). */
export async function askSent(url: string, signal: AbortSignal): Promise<Sent | null> {
  const response = await fetch(url, { method: "HEAD", headers: VERSION, signal });
  if ([403, 404, 410].includes(response.status)) return null;
  if (!response.ok) throw await refusal(response);
  return sentOf((name) => response.headers.get(name));
}

function sentOf(header: (name: string) => string | null): Sent {
  return { offset: Number(header("Upload-Offset") ?? 0), job: header("Upload-Job") };
}

/** Tell the server to forget an upload; that it does not answer changes nothing here. */
export function giveUp(url: string): void {
  const headers = { ...VERSION, ...csrfHeader() };
  void fetch(url, { method: "DELETE", headers }).catch(() => undefined);
}

/** Send one piece; `progress` is told the bytes on the wire, which fetch cannot. */
export function sendPiece(
  url: string,
  file: File,
  offset: number,
  signal: AbortSignal,
  progress: (bytes: number) => void,
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PATCH", url);
    request.setRequestHeader("Tus-Resumable", VERSION["Tus-Resumable"]);
    for (const [name, value] of Object.entries(csrfHeader())) request.setRequestHeader(name, value);
    request.setRequestHeader("Upload-Offset", String(offset));
    request.setRequestHeader("Content-Type", "application/offset+octet-stream");
    request.upload.onprogress = (event) => progress(offset + event.loaded);
    request.onload = () => answered(request, resolve, reject);
    request.onerror = () => reject(new TypeError("network"));
    request.onabort = () => reject(new DOMException("aborted", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file.slice(offset, offset + PIECE_BYTES));
  });
}

function answered(
  request: XMLHttpRequest,
  resolve: (sent: Sent) => void,
  reject: (error: unknown) => void,
): void {
  if (request.status >= 200 && request.status < 300) {
    resolve(sentOf((name) => request.getResponseHeader(name)));
    return;
  }
  const body = new Response(request.responseText, {
    status: request.status || 500,
    statusText: request.statusText,
  });
  void refusal(body).then(reject, reject);
}

/** Worth trying again: the connection broke, the server was busy, or offsets disagree. */
export function isPassing(error: unknown): boolean {
  if (error instanceof Refused) return [409, 423, 429, 502, 503, 504].includes(error.status);
  return error instanceof TypeError;
}
