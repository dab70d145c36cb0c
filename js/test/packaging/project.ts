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

/** Runs a command in a project; gives what it prints, and fails where it fails. */
export async function run(project: string, command: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(command, args, {
    cwd: fileURLToPath(folderOf(project)),
  }).catch((error: unknown) => {
    const { message, stdout } = error as { message: string; stdout: string };
    throw new Error(`${message}\n${stdout}`);
  });
  return stdout + stderr;
}
