#!/usr/bin/env node
// Starts the native program, which is in a package of its own for each platform, and ends as it ends.
"use strict";
const { spawn } = require("node:child_process");

const platform = `${process.platform}-${process.arch}`;
const supported = ["linux-x64"];

function fail(problem, remedy) {
  process.stderr.write(`lever: ${problem}\n${remedy}\n`);
  process.exit(3);
}

function program() {
  if (!supported.includes(platform))
    fail(`there is no native program for ${platform}`, "With the .NET 10 SDK, `dotnet tool install --global lever-perf` brings one that runs here.");
  try {
    return require.resolve(`lever-perf-${platform}/bin/lever`);
  } catch {
    fail(`the package lever-perf-${platform} is missing`,
      "npm leaves it out under --omit=optional, under --no-optional, where node_modules was copied from another platform, and where there is\n"
      + "no glibc (Alpine). Install again without these: npm install lever-perf");
  }
}

const child = spawn(program(), process.argv.slice(2), { stdio: "inherit" });
child.on("error", trouble => fail(`the native program cannot be started: ${trouble.message}`, "It needs Linux on x64 with glibc 2.34 or newer."));

// A terminal sends an interruption to the native program too, and a second one would end it before it has reported what it has.
const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
process.on("SIGINT", () => { if (!atTerminal) child.kill("SIGINT"); });
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));

child.on("exit", (code, signal) => {
  if (signal === null) process.exit(code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
