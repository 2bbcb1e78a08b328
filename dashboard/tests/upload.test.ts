import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Refused } from "../src/api";
import { begun, begunOf, forget, keep, markOf } from "../src/upload/resume";
import { send } from "../src/upload/send";
import { isPassing, metadata, PIECE_BYTES } from "../src/upload/tus";

beforeEach(() => localStorage.clear());

test("metadata is base64 of UTF-8", () => {
  expect(metadata({ filename: "café 🎧.wav" })).toBe(
    `filename ${Buffer.from("café 🎧.wav").toString("base64")}`,
  );
});

test("what was begun is known again after a reload, for a day", () => {
  const entry = { url: "/api/uploads/x", file: "a.wav", size: 9, offset: 4, at: Date.now() };
  keep("a.wav|9|1", entry);
  expect(begunOf("a.wav|9|1")).toEqual(entry);
  expect(begun(Date.now() + 25 * 3600 * 1000)).toEqual([]);
  forget("a.wav|9|1");
  expect(begun()).toEqual([]);
});

test("a damaged memory is an empty one", () => {
  localStorage.setItem("voicemon.uploads", "{no");
  expect(begun()).toEqual([]);
});

test("only what may pass is tried again", () => {
  const refused = (status: number) => new Refused({ code: "x", message: "x", fix: "" }, status);
  expect([409, 503].every((status) => isPassing(refused(status)))).toBe(true);
  expect([400, 404, 413].some((status) => isPassing(refused(status)))).toBe(false);
  expect(isPassing(new TypeError("network"))).toBe(true);
});

/** A server that speaks tus, in the test's own memory. */
class TusServer {
  bytes = 0;
  requests: string[] = [];
  metadata = "";
  breaksAt: number | null = null;

  fetch = async (_url: string, init: RequestInit = {}): Promise<Response> => {
    this.requests.push(init.method ?? "GET");
    this.metadata ||= new Headers(init.headers).get("Upload-Metadata") ?? "";
    if (init.method === "POST")
      return new Response(null, { status: 201, headers: { Location: "/api/uploads/u" } });
    return new Response(null, { status: 200, headers: { "Upload-Offset": String(this.bytes) } });
  };

  request(): typeof XMLHttpRequest {
    const server = this;
    return class {
      upload = { onprogress: null };
      onload: (() => void) | null = null;
      onerror: (() => void) | null = null;
      status = 204;
      responseText = "";
      open(method: string) {
        server.requests.push(method);
      }
      setRequestHeader() {}
      getResponseHeader(name: string) {
        return name === "Upload-Offset" ? String(server.bytes) : "job-1";
      }
      send(body: Blob) {
        if (server.breaksAt !== null && server.bytes >= server.breaksAt) {
          server.breaksAt = null;
          queueMicrotask(() => this.onerror?.());
          return;
        }
        server.bytes += body.size;
        queueMicrotask(() => this.onload?.());
      }
    } as unknown as typeof XMLHttpRequest;
  }
}

describe("sending", () => {
  const file = new File([new Uint8Array(PIECE_BYTES + 100)], "long.wav", { lastModified: 5 });
  const watcher = { progress: vi.fn(), resumed: vi.fn(), lost: vi.fn() };
  let server: TusServer;

  afterEach(() => vi.unstubAllGlobals());

  beforeEach(() => {
    vi.clearAllMocks();
    server = new TusServer();
    vi.stubGlobal("fetch", server.fetch);
    vi.stubGlobal("XMLHttpRequest", server.request());
    vi.stubGlobal("setTimeout", (act: () => void) => queueMicrotask(act));
  });

  test("goes piece by piece and ends with the job's id", async () => {
    expect(await send(file, null, new AbortController().signal, watcher)).toBe("job-1");
    expect(server.requests).toEqual(["POST", "PATCH", "PATCH"]);
    expect(server.bytes).toBe(file.size);
    expect(begun()).toEqual([]);
  });

  test("says for which team, where there is a choice", async () => {
    await send(file, "north", new AbortController().signal, watcher);
    expect(server.metadata).toContain(`team ${Buffer.from("north").toString("base64")}`);
    server.metadata = "";
    await send(file, null, new AbortController().signal, watcher);
    expect(server.metadata).not.toContain("team");
  });

  test("goes on where the connection broke, without sending anything twice", async () => {
    server.breaksAt = PIECE_BYTES;
    await send(file, null, new AbortController().signal, watcher);
    expect(watcher.lost).toHaveBeenCalledOnce();
    expect(watcher.resumed).toHaveBeenCalledWith(PIECE_BYTES);
    expect(server.bytes).toBe(file.size);
  });

  test("what was begun for another team is begun anew", async () => {
    const entry = { url: "http://localhost/api/uploads/u", file: file.name, size: file.size };
    keep(markOf(file), { ...entry, offset: 100, at: Date.now(), team: "south" });
    await send(file, "north", new AbortController().signal, watcher);
    expect(server.requests.slice(0, 2)).toEqual(["DELETE", "POST"]);
    expect(server.bytes).toBe(file.size);
  });

  test("the same file after a reload continues the upload that was begun", async () => {
    server.bytes = 100;
    keep(markOf(file), {
      url: "http://localhost/api/uploads/u",
      file: file.name,
      size: file.size,
      offset: 0,
      at: Date.now(),
    });
    await send(file, null, new AbortController().signal, watcher);
    expect(server.requests[0]).toBe("HEAD");
    expect(watcher.resumed).toHaveBeenCalledWith(100);
  });
});
