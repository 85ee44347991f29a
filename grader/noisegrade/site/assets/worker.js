/* Loads Python, checked byte for byte, and answers the page. It inherits the page's content policy. */
"use strict";
const MEMORY = 512 * 1024 * 1024; // bytes that code may take beyond what Python starts with
const KEPT = "noisegrade-runtime";
const post = self.postMessage.bind(self), fetched = self.fetch.bind(self);
let config, base, tab, py, ceiling = Infinity, whole = false, isNew = false;

const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * 65536 > ceiling) throw new RangeError("no more memory");
  return grow.call(this, pages);
};

self.onmessage = async ({ data }) => {
  try {
    if (data.kind === "start") {
      ({ config, base } = data);
      await start();
      post({ kind: "ready" });
      setTimeout(keepBytecode, 1000);
    } else post({ kind: "answer", id: data.id, answer: await answer(data) });
  } catch (error) {
    if (data.kind === "start") post({ kind: "broken", reason: lastLine(error) });
    else if (error.pyodide_fatal_error) post({ kind: "dead", id: data.id, reason: error.message });
    else post({ kind: "failed", id: data.id, reason: lastLine(error) });
  }
};

const lastLine = (error) => String(error?.message ?? error).trim().split("\n").at(-1);

async function answer({ kind, request }) {
  if (request.codes && Object.values(request.codes).some((code) => code.includes("scipy"))) await completeScipy(request);
  if (kind === "check") return JSON.parse(tab.check(JSON.stringify(request)));
  if (kind === "picture") return JSON.parse(tab.picture(JSON.stringify(request)));
  if (kind === "files") return tab.files(JSON.stringify(request)).toJs();
  if (kind === "read") return JSON.parse(tab.read(request.name, request.bytes));
  throw new Error(`nothing is known of ${kind}`);
}

async function start() {
  const files = await download(config.downloads.filter((one) => !one.later));
  post({ kind: "starting" });
  const text = (role) => new Blob([files[role]], { type: "text/javascript" });
  for (const role of ["loader", "script"]) {
    const address = URL.createObjectURL(text(role));
    importScripts(address);
    URL.revokeObjectURL(address);
  }
  const given = {
    "pyodide.asm.wasm": [files.wasm, "application/wasm"],
    "python_stdlib.zip": [files.stdlib, "application/zip"],
    "pyodide-lock.json": [JSON.stringify(config.lock), "application/json"],
  };
  self.fetch = async (address) => {
    const [body, type] = given[String(address?.url ?? address).split("/").at(-1)] ?? [];
    if (!body) throw new TypeError("this is not loaded here");
    return new Response(body, { headers: { "content-type": type } });
  };
  py = await self.loadPyodide({ indexURL: `${base}runtime/` });
  const site = `/lib/${config.python}/site-packages`;
  unpack(files.numpy, site);
  unpack(files.scipy, site);
  unpack(files.openblas, "/usr/lib");
  unpack(files.grader, site);
  const kept = await (await cache())?.match(bytecode());
  if (kept) unpack(new Uint8Array(await kept.arrayBuffer()), site);
  isNew = !kept;
  py.runPython(`
import os, shutil, sys
sys.dont_write_bytecode = False  # it is kept for the next visit
if os.path.isdir("${site}/course"):
    shutil.move("${site}/course", "/course")
`);
  await py._api.loadDynlib("/usr/lib/libopenblas.so", true, []);
  py.runPython("from noisegrade.site import light_imports; light_imports.begin()");
  if (files.rest || !config.downloads.some((one) => one.role === "rest")) await wholeScipy(files.rest);
  let last = 0;
  const alive = () => {
    if (performance.now() - last < 200) return;
    last = performance.now();
    post({ kind: "alive" });
  };
  tab = py.pyimport("noisegrade.site.tab").Tab(config.origin, alive);
  ceiling = py._module.HEAP8.byteLength + MEMORY;
}
/* What Python compiled is kept under the name of the grader that it belongs to. */
const bytecode = () => `${base}runtime/bytecode-${config.downloads.find((one) => one.role === "grader").sha256}`;
const cache = () => self.caches?.open(KEPT).catch(() => undefined);
async function keepBytecode() {
  const kept = await cache();
  if (!isNew || !kept) return;
  const bytes = py.pyimport("noisegrade.site.bytecode").pack(`/lib/${config.python}/site-packages`).toJs();
  const current = new Set([bytecode(), ...config.downloads.map((one) => new URL(one.url, base).href)]);
  for (const { url } of await kept.keys()) if (url.startsWith(base) && !current.has(url)) await kept.delete(url);
  await kept.put(bytecode(), new Response(bytes)).catch(() => {});
}
async function completeScipy(request) {
  post({ kind: "busy" });
  if (!whole) {
    await wholeScipy((await download(config.downloads.filter((one) => one.role === "rest"))).rest);
    isNew = true;
    setTimeout(keepBytecode, 5000);
  }
  post({ kind: "busy" });
  tab.prepare(JSON.stringify(request));
  post({ kind: "alive" });
}
async function wholeScipy(rest) {
  if (rest) unpack(rest, `/lib/${config.python}/site-packages`);
  py.runPython("from noisegrade.site import light_imports; light_imports.complete()");
  whole = true;
}
function unpack(bytes, folder) {
  py.unpackArchive(bytes.buffer, "zip", { extractDir: folder });
}

/* Fetches files side by side; keeps them, checked, for the next visit. */
async function download(wanted) {
  const total = wanted.reduce((sum, one) => sum + one.size, 0), found = {};
  let loaded = 0, told = 0;
  const count = (bytes) => {
    loaded += bytes;
    if (performance.now() - told < 100 && loaded < total) return;
    told = performance.now();
    post({ kind: "bytes", loaded, total });
  };
  const kept = await cache();
  await Promise.all(wanted.map(async (one) => (found[one.role] = await file(one, kept, count))));
  return found;
}
async function file(one, kept, count) {
  const address = new URL(one.url, base).href, stored = await kept?.match(address);
  let bytes;
  if (stored) {
    bytes = new Uint8Array(await stored.arrayBuffer());
    count(one.size);
    return bytes;
  }
  bytes = await bodyOf(address, one, count);
  if (one.gzipped) bytes = await gunzipped(bytes);
  await kept?.put(address, new Response(bytes)).catch(() => {});
  return bytes;
}
async function bodyOf(address, one, count) {
  // Without a secure context there is nothing to compute a hash with; then the browser does it.
  const integrity = self.crypto?.subtle ? undefined : `sha256-${btoa(String.fromCharCode(...raw(one.sha256)))}`;
  const answer = await fetched(address, { integrity }).catch(() => {
    throw new Error(`${name(one)} did not come`);
  });
  if (!answer.ok) throw new Error(`${name(one)}: the server says ${answer.status}`);
  const pieces = [], reader = answer.body.getReader();
  let size = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    pieces.push(piece.value);
    size += piece.value.length;
    count(piece.value.length);
  }
  const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
  if (!integrity) {
    const digest = new Uint8Array(await self.crypto.subtle.digest("SHA-256", bytes));
    if (digest.join() !== raw(one.sha256).join()) throw new Error(`${name(one)} is damaged`);
  }
  return bytes;
}
const name = (one) => one.url.split("/").at(-1);
const raw = (hex) => Uint8Array.from(hex.match(/../g), (two) => parseInt(two, 16));
async function gunzipped(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
