/** Errors of the system, by the names that the machine has for them. */
import type { Obstacle } from "./module.js";

const OBSTACLES: Record<string, Obstacle["name"]> = {
  ENOENT: "not_found",
  EACCES: "no_permission",
  EPERM: "no_permission",
  EISDIR: "is_folder",
  ENOTDIR: "is_no_folder",
  EPIPE: "closed",
};

/** Why something could not be done. */
export function obstacleOf(error: unknown): Obstacle {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return { name: OBSTACLES[code] ?? "other", words: message };
}
