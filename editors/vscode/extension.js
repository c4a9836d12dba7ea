// @ts-check
'use strict';

const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

/** The scheme of the documents that hold the pages of rules. */
const PAGES = 'lever-rule';

/** The pages that were asked for, by the paths of their documents. @type {Map<string, string>} */
const pages = new Map();

/** @type {import('vscode-languageclient/node').LanguageClient | undefined} */
let client;

/** @param {vscode.ExtensionContext} context */
async function activate(context) {
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(PAGES, { provideTextDocumentContent: uri => pages.get(uri.path) ?? '' }),
    vscode.commands.registerCommand('lever.explainRule', explainRule),
    vscode.commands.registerCommand('lever.proveHere', proveHere),
    vscode.commands.registerCommand('lever.restart', restart),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('lever.path') || change.affectsConfiguration('lever.profiles')) return restart();
    }),
  );
  await start();
}

async function start() {
  const settings = vscode.workspace.getConfiguration('lever');
  const command = settings.get('path', 'lever');
  const profiles = settings.get('profiles');
  client = new LanguageClient('lever', 'Lever', { command, args: ['serve', '--lsp'] }, {
    documentSelector: [{ scheme: 'file', language: 'python' }, { scheme: 'file', language: 'rust' }],
    initializationOptions: { showsPages: true, ...(Array.isArray(profiles) ? { profiles } : {}) },
    middleware: { executeCommand },
  });
  try {
    await client.start();
  } catch (trouble) {
    const choice = await vscode.window.showErrorMessage(`Lever cannot be started as \`${command}\`: ${trouble}`, 'Settings');
    if (choice) await vscode.commands.executeCommand('workbench.action.openSettings', 'lever.path');
  }
}

async function restart() {
  const before = client;
  client = undefined;
  // A server that never started has nothing to stop.
  if (before?.isRunning()) await before.stop();
  await start();
}

/**
 * Commands of the server, whose answers are shown here.
 * @param {string} command
 * @param {any[]} parameters
 * @param {(command: string, parameters: any[]) => any} next Asks the server.
 */
async function executeCommand(command, parameters, next) {
  const answer = await next(command, parameters);
  if (command === 'lever.explain' && answer) await showPage(answer.name, answer.markdown);
  return answer;
}

/** @param {string} name @param {string} markdown */
async function showPage(name, markdown) {
  const uri = vscode.Uri.from({ scheme: PAGES, path: `/${name}.md` });
  pages.set(uri.path, markdown);
  await vscode.commands.executeCommand('markdown.showPreview', uri);
}

/** Asks for a rule, offering those that were found in the open file. */
async function explainRule() {
  const document = vscode.window.activeTextEditor?.document;
  const found = document ? vscode.languages.getDiagnostics(document.uri).filter(each => each.source === 'lever').map(each => each.code) : [];
  const name = await vscode.window.showInputBox({ prompt: 'The rule to explain', value: String(found.find(code => typeof code === 'string') ?? 'py-membership-in-grown-list') });
  if (name) await vscode.commands.executeCommand('lever.explain', name);
}

/** Proves the fix of the finding at the cursor; the server tells of its progress and shows the verdict. */
async function proveHere() {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  await editor.document.save();
  /** @type {vscode.CodeAction[]} */
  const actions = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', editor.document.uri, editor.selection, 'lever.prove');
  const command = actions.find(action => action.command?.command === 'lever.prove')?.command;
  if (!command) {
    void vscode.window.showInformationMessage('Lever has no fix to prove at the cursor.');
    return;
  }
  await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}

async function deactivate() {
  if (client?.isRunning()) await client.stop();
}

module.exports = { activate, deactivate };
