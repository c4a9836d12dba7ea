// Goes the way of an agent with the protocol's reference client: review, question, experiment, fix. Prints what was asked and answered, a line each.
// Arguments: the modules' folder, the program, the workspace, the finding, "asks" for a client that can ask its user.
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const [modules, program, workspace, finding, asks] = process.argv.slice(2);
const sdk = name => import(pathToFileURL(join(modules, "@modelcontextprotocol", "sdk", "dist", "esm", name)));
const { Client } = await sdk("client/index.js");
const { StdioClientTransport } = await sdk("client/stdio.js");
const { ElicitRequestSchema } = await sdk("types.js");

const say = (what, value) => console.log(`${what} ${JSON.stringify(value)}`);
const client = new Client({ name: "lever-tests", version: "1.0.0" }, { capabilities: asks ? { elicitation: {} } : {} });
if (asks) {
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
    // What is proven depends on the machine.
    say("asked", { ...params, message: params.message.replace(/ Proven: .*/, " Proven: …") });
    const answer = params.requestedSchema.properties.answer;
    return { action: "accept", content: { answer: answer.type === "boolean" ? true : answer.oneOf[0].const } };
  });
}
await client.connect(new StdioClientTransport({ command: program, args: ["serve", "--mcp"], cwd: workspace, stderr: "inherit" }));
say("server", client.getServerVersion().name);

// The client checks every answer against the tool's output schema, once it knows them.
const { tools } = await client.listTools();
say("tools", tools.map(tool => tool.name).sort());
const call = async (name, args, shown = answer => answer, options = {}) => {
  const result = await client.callTool({ name, arguments: args }, undefined, options);
  say(name, result.isError ? { refused: result.content[0].text } : shown(result.structuredContent));
  return result.structuredContent;
};

await call("profile_add", { path: "cpu.folded" });
const review = await call("review", {});
if (!asks && review.question) await call("review", { answers: { [review.question.key]: review.question.choices[0].value } });
await call("finding", { finding });
let told = 0;
const patient = { onprogress: () => told++, resetTimeoutOnProgress: true, timeout: 120_000 };
const proof = await call("prove", { finding, budget: "2s", tests: false }, ({ path, symbol, fingerprint, equivalence }) => ({ path, symbol, fingerprint, different: equivalence.different }), patient);
say("progress", told > 1);
await call("apply", { finding, confirm: !asks }, ({ say: claims, ...rest }) => ({ claims: claims.length > 0, ...rest }));
await call("proof", { name: proof.fingerprint }, ({ proofs, left_out }) => ({ proofs: proofs.length + left_out, holds: proofs[0].holds }));
say("resource", (await client.readResource({ uri: "lever://rules/py-membership-in-grown-list" })).contents[0].mimeType);
say("prompt", (await client.getPrompt({ name: "review", arguments: {} })).messages.length);
await client.close();
