/** Answers of the running server, and the one table of deliberate differences from them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

/** A question to the server, and its answer. */
export interface Case {
  readonly id: string;
  readonly tags: readonly string[];
  readonly input: JsonObject;
  readonly expect: JsonObject;
}

/** The kinds of questions. */
export type Kind = "validate" | "create" | "edit" | "query" | "recipe-type";

interface Difference {
  readonly rule: string;
  readonly why: string;
  readonly ids: readonly string[];
}

const text = (file: string): string =>
  readFileSync(new URL(`../../../tests/data/live/${file}`, import.meta.url), "utf8");

/** All cases of one kind. */
export function cases(kind: Kind): Case[] {
  const lines = text(`${kind}.jsonl`).trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Case);
}

/** Checks that exactly the cases that the table names differ. */
export function assertDifferences(kind: Kind, found: ReadonlyMap<string, string>): void {
  const table = JSON.parse(text("differences.json")) as Record<Kind, Difference[]>;
  const listed = new Set(table[kind].flatMap(({ ids }) => ids));
  const unlisted = [...found].filter(([id]) => !listed.has(id));
  assert.deepEqual(unlisted, [], "they differ and are not in the table");
  const agreeing = [...listed].filter((id) => !found.has(id));
  assert.deepEqual(agreeing, [], "they are listed as differences, but agree");
}
