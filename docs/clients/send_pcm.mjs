// Sends a 16-bit WAV file to voicemon as a running call, as fast as it was spoken.
//
// npm install socket.io-client
// node send_pcm.mjs CALL.wav [http://127.0.0.1:8321 [INGEST-KEY]]  # the key unless sign_in = false
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { io } from "socket.io-client";

const ROLES = { 1: ["unknown"], 2: ["agent", "customer"] }; // whose voice each channel holds
const [path, url = "http://127.0.0.1:8321", key = ""] = process.argv.slice(2);
const wav = readFileSync(path);
const [channels, rate] = [wav.readUInt16LE(22), wav.readUInt32LE(24)];
const sound = wav.subarray(wav.indexOf("data") + 8);
const frames = Math.floor(sound.length / 2 / channels);
const tracks = ROLES[channels].map((role, n) => ({ name: `channel ${n}`, role }));

const socket = io(`${url}/ingest`, { transports: ["websocket"], reconnection: false });
socket.on("connect_error", (error) => stop(`no connection: ${error.message}`));
const stop = (why) => {
  console.error(why);
  process.exit(1);
};
const ask = async (event, ...data) => {
  const answer = await socket.timeout(10_000).emitWithAck(event, ...data);
  if (!answer.ok) stop(`${answer.message}: ${answer.fix}`);
  return answer;
};
console.log(await ask("start", { key, tracks, rate_hz: rate, facts: { queue: "billing" } }));
const [began, size] = [performance.now(), Math.round(rate / 10)];
for (let start = 0; start < frames; start += size) {
  for (const [n, track] of tracks.entries()) {
    const piece = Buffer.alloc(2 * Math.min(size, frames - start));
    for (let i = 0; i < piece.length; i += 2)
      piece.writeInt16LE(sound.readInt16LE(2 * n + channels * (2 * start + i)), i);
    await ask("audio", track.name, start, piece);
  }
  await sleep(began + (1000 * (start + size)) / rate - performance.now());
}
await ask("end");
socket.disconnect();
