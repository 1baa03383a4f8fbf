// The verifier without a browser: `node verify.mjs proof.json [entries.csv]`, one file that needs nothing but Node.
// Verdicts, exit codes and --json are those of `fairlot verify`: 0 valid, 1 invalid (the field is named), 2 unusable input.

import { existsSync, readFileSync, statSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { decoded, leavesEntriesOut, parseEntries, parseProof, UnusableInput } from "./parse";
import { type Verdict, verifyProof } from "./verify";

const USAGE = `usage: node verify.mjs [--json] PROOF [ENTRIES]
       node verify.mjs --lines

Computes a draw again from its proof, without a network.

PROOF    proof.json of a draw, or a folder with it
ENTRIES  entries.csv, where the proof leaves the entries out (found by itself beside the proof)
--json   print the verdict as JSON
--lines  read proofs from standard input, one on each line, and print the verdict of each as a line of JSON

Exit code 0: valid, 1: invalid (the field is named), 2: unusable input. With --lines: that of the worst.
`;

const VALID = 0;
const INVALID = 1;
const UNUSABLE = 2;
/** Room for more than a million entries; beyond it a file is refused unread. */
const LARGEST_FILE_BYTES = 256 * 1024 * 1024;

const TITLES = [
  "Exactly the fields of the specification, each within its bounds",
  "The close record is the one that was published",
  "The server seed is the one committed to before the first sale",
  "The beacon value belongs to its chain and to the round named before",
  "The entries are those that were closed",
  "The seeds follow from the close record, the beacon and the server seed",
  "The winners follow from the seed",
  "Every random word is accounted for",
];

type Outcome = Verdict | UnusableInput;

/** What a verdict rests on, or why nothing could be judged. */
async function judged(read: () => Promise<Verdict>): Promise<Outcome> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnusableInput) return error;
    throw error;
  }
}

function codeOf(outcome: Outcome): number {
  if (outcome instanceof UnusableInput) return UNUSABLE;
  return outcome.isValid ? VALID : INVALID;
}

function asJson(outcome: Outcome): string {
  if (outcome instanceof UnusableInput)
    return JSON.stringify({ verdict: "unusable", field: null, reason: outcome.message, steps: [] });
  const { isValid, step, field, reason } = outcome;
  const steps = TITLES.slice(0, step).map((title, index) => ({ title, passed: isValid || index + 1 < step }));
  return JSON.stringify({ verdict: isValid ? "valid" : "invalid", field, reason, steps });
}

/** The text of a file; UnusableInput where it cannot be had. */
function textOf(path: string): string {
  try {
    if (statSync(path).size > LARGEST_FILE_BYTES)
      throw new UnusableInput(`larger than ${LARGEST_FILE_BYTES / 1024 / 1024} MiB`);
    return decoded(readFileSync(path));
  } catch (error) {
    const reason = error instanceof UnusableInput ? error.message : "cannot be read";
    throw new UnusableInput(`${path}: ${reason}`);
  }
}

/** What a file says; UnusableInput names the file. */
function parsed<T>(path: string, parse: (text: string) => T): T {
  const text = textOf(path);
  try {
    return parse(text);
  } catch (error) {
    throw error instanceof UnusableInput ? new UnusableInput(`${path}: ${error.message}`) : error;
  }
}

async function verdictOf(given: string, entries: string | undefined, passed: (step: number) => void): Promise<Verdict> {
  const path = statSync(given, { throwIfNoEntry: false })?.isDirectory() ? join(given, "proof.json") : given;
  const proof = parsed(path, parseProof);
  const beside = join(dirname(path), "entries.csv");
  const found = entries ?? (leavesEntriesOut(proof) && existsSync(beside) ? beside : undefined);
  const listed = found === undefined ? null : parsed(found, parseEntries);
  return verifyProof(proof, listed, (step, share) => share === 1 && passed(step));
}

async function judgeFile(proof: string, entries: string | undefined, isJson: boolean): Promise<number> {
  const outcome = await judged(() =>
    verdictOf(proof, entries, (step) => isJson || print(`  \u2713 ${TITLES[step - 1]}`)),
  );
  if (isJson) print(asJson(outcome));
  else if (outcome instanceof UnusableInput) writeSync(2, `unusable input: ${outcome.message}\n`);
  else if (outcome.isValid) print("valid");
  else print(`  \u2717 ${TITLES[outcome.step - 1]}\ninvalid  ${outcome.field}: ${outcome.reason}`);
  return codeOf(outcome);
}

async function judgeLines(): Promise<number> {
  let worst = VALID;
  for await (const line of linesOf(process.stdin)) {
    const outcome = await judged(() => verifyProof(parseProof(decoded(line))));
    print(asJson(outcome));
    worst = Math.max(worst, codeOf(outcome));
  }
  return worst;
}

/** What stands before each line feed, and nothing else ends a line: a proof may hold any other sign. */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer<ArrayBuffer>, void> {
  let begun: Buffer[] = [];
  for await (let chunk of stream) {
    for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n")) {
      yield Buffer.concat([...begun, chunk.subarray(0, end)]);
      begun = [];
      chunk = chunk.subarray(end + 1);
    }
    if (chunk.length) begun.push(chunk);
  }
  if (begun.length) yield Buffer.concat(begun);
}

function print(line: string): void {
  writeSync(1, `${line}\n`);
}

function commandLine() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { json: { type: "boolean" }, lines: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    });
  } catch {
    return null;
  }
}

async function main(): Promise<number> {
  const given = commandLine();
  if (given?.values.help) {
    print(USAGE.trimEnd());
    return VALID;
  }
  const [proof, entries, ...more] = given?.positionals ?? [];
  if (given?.values.lines && proof === undefined) return judgeLines();
  if (proof === undefined || more.length || given?.values.lines) {
    writeSync(2, USAGE);
    return UNUSABLE;
  }
  return judgeFile(proof, entries, given?.values.json ?? false);
}

// what was printed is out by now; a broken pipe or a fault of ours is no verdict, least of all "invalid"
process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  return UNUSABLE;
});
