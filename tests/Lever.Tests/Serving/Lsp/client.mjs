// A client as editors have one, on the protocol's own library: opens a file, edits it, and reports what came back and how long it took.
// node client.mjs LEVER FOLDER FILE EDITS  -> one JSON object on standard output; times in milliseconds, memory in kilobytes.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const protocol = createRequire(import.meta.url)('vscode-languageserver-protocol/node');
const [lever, folder, name, edits] = process.argv.slice(2);
const uri = pathToFileURL(join(folder, name)).href;
const text = readFileSync(join(folder, name), 'utf8');
const lines = text.split('\n').length;
const typed = name.endsWith('.rs') ? '// typed\n' : '# typed\n';

const server = spawn(lever, ['serve', '--lsp'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
const ended = new Promise(resolve => server.on('exit', resolve));
const connection = protocol.createProtocolConnection(new protocol.StreamMessageReader(server.stdout), new protocol.StreamMessageWriter(server.stdin));
const published = new Map();
let arrived = () => {};
connection.onNotification(protocol.PublishDiagnosticsNotification.type, diagnostics => {
  published.set(diagnostics.version, diagnostics.diagnostics);
  arrived();
});
connection.onRequest(protocol.RegistrationRequest.type, () => {});
connection.onRequest(protocol.WorkDoneProgressCreateRequest.type, () => {});
connection.onUnhandledNotification(() => {});
connection.listen();

async function diagnosticsOf(version) {
  while (!published.has(version)) await new Promise(resolve => { arrived = resolve; });
  return published.get(version);
}

async function timed(action) {
  const start = performance.now();
  const result = await action();
  return { result, ms: performance.now() - start };
}

function memory() {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]);
}

function median(values) {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}

const initialized = await timed(() => connection.sendRequest(protocol.InitializeRequest.type, {
  processId: process.pid,
  rootUri: null,
  workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'test' }],
  capabilities: {
    general: { positionEncodings: ['utf-16'] },
    textDocument: { hover: { contentFormat: ['markdown'] }, publishDiagnostics: { versionSupport: true, relatedInformation: true, dataSupport: true } },
    workspace: { didChangeWatchedFiles: { dynamicRegistration: true }, workspaceEdit: { documentChanges: true } },
    window: { workDoneProgress: true },
  },
}));
await connection.sendNotification(protocol.InitializedNotification.type, {});
const opened = await timed(async () => {
  await connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: name.endsWith('.rs') ? 'rust' : 'python', version: 1, text } });
  return diagnosticsOf(1);
});
// The whole check of the project that follows the opening is not what is timed below.
await new Promise(resolve => setTimeout(resolve, 1500));

const times = [];
const kilobytes = {};
let version = 1;
for (let edit = 1; edit <= Number(edits); edit++) {
  const line = (edit * 7919) % (lines - 1);
  const insert = edit % 2 === 1;
  const at = insert ? { line, character: 0 } : { line: ((edit - 1) * 7919) % (lines - 1), character: 0 };
  version++;
  const { ms } = await timed(async () => {
    await connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [insert ? { range: { start: at, end: at }, text: typed } : { range: { start: at, end: { line: at.line + 1, character: 0 } }, text: '' }],
    });
    return diagnosticsOf(version);
  });
  times.push(ms);
  published.delete(version - 1);
  if (edit === 1000 || edit === Number(edits)) kilobytes[edit] = memory();
}
const last = await diagnosticsOf(version);
const place = (last.find(item => item.code) ?? { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } }).range;
const action = await timed(() => connection.sendRequest(protocol.CodeActionRequest.type, { textDocument: { uri }, range: place, context: { diagnostics: [] } }));
const hover = await timed(() => connection.sendRequest(protocol.HoverRequest.type, { textDocument: { uri }, position: place.start }));
const lens = await timed(() => connection.sendRequest(protocol.CodeLensRequest.type, { textDocument: { uri } }).catch(trouble => trouble.code));

// A request that is taken back right behind an edit has to wait for a look at the file, and is answered before it.
const cancelled = await timed(async () => {
  const source = new protocol.CancellationTokenSource();
  version++;
  await connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '\n' }] });
  const answer = Promise.all([1, 2, 3].map(() => connection.sendRequest(protocol.HoverRequest.type, { textDocument: { uri }, position: place.start }, source.token).then(() => 'answered', trouble => trouble.code)));
  source.cancel();
  return answer;
});
await diagnosticsOf(version);

const checks = [1, 2, 3, 4, 5].map(() => {
  const start = performance.now();
  spawnSync(lever, ['check', '--format', 'json', name], { cwd: folder, maxBuffer: 1 << 28 });
  return performance.now() - start;
});
await connection.sendRequest(protocol.ShutdownRequest.type);
await connection.sendNotification(protocol.ExitNotification.type);
const exitCode = await ended;
console.log(JSON.stringify({
  lines, diagnostics: last.length, opened: opened.ms, initialize: initialized.ms, capabilities: initialized.result.capabilities,
  median: median(times), p95: times.toSorted((left, right) => left - right)[Math.floor(times.length * 0.95)], most: Math.max(...times),
  actions: action.result.map(each => each.title), actionTime: action.ms, hover: hover.result?.contents?.value, hoverTime: hover.ms, lens: lens.result, cancelled: cancelled.result, cancelTime: cancelled.ms,
  kilobytes, check: Math.min(...checks), exitCode,
}));
connection.dispose();
