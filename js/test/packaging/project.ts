/** The fresh projects that `packaging/fresh.mjs` installs the packed tarball into. */
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";

const packaging = new URL("../../../packaging/", import.meta.url);

/** What every project says of its request. */
export const DESCRIPTION = 'There is no field "datset". Did you mean "dataset"?';

/** The entries of the package, and what the names of the projects end with that use them. */
export const ENTRIES = [
  { entry: "scale-batch", ending: "" },
  { entry: "scale-batch/forms", ending: "-forms" },
] as const;

/** The folder of a fresh project. */
export function folderOf(project: string): URL {
  return new URL(`build/${project}/`, packaging);
}

/** The packed library. */
export function tarball(): string {
  const [name = "none"] = readdirSync(new URL("build/", packaging)).filter((file) => file.endsWith(".tgz"));
  return fileURLToPath(new URL(`build/${name}`, packaging));
}

/** The path of a tool of js/packaging. */
export function tool(name: string): string {
  return fileURLToPath(new URL(`node_modules/.bin/${name}`, packaging));
}

/** The folder of a project of js/environments, which has packages of its own and uses both entries. */
export function environmentOf(name: string): URL {
  return new URL(`../environments/${name}/`, packaging);
}

/** Runs a command in a project; gives what it prints, and fails where it fails. */
export function run(project: string, command: string, ...args: string[]): Promise<string> {
  return runIn(folderOf(project), [command, ...args]);
}

/** Runs a command in a folder, with variables beside those of this process. */
export async function runIn(
  folder: URL,
  [command = "", ...args]: string[],
  variables: Record<string, string> = {},
): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(command, args, {
    cwd: fileURLToPath(folder),
    env: { ...process.env, ...variables },
    maxBuffer: 2 ** 26,
  }).catch((error: unknown) => {
    const { message, stdout } = error as { message: string; stdout: string };
    throw new Error(`${message}\n${stdout}`);
  });
  return stdout + stderr;
}
