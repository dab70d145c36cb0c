/**
 * Times competitors against each other in one run.
 *
 * Every round times each competitor once, one right after the other, and ratios are taken within rounds, so other load
 * on the machine affects all of them alike.
 */

import { aimed } from "./aim.js";

/** The function to time. Its result keeps the compiler from removing the work. */
export type Work = () => unknown;

/** The times of competitors by name, in nanoseconds of a call, one for each round. */
export class Times {
  constructor(private readonly rounds: ReadonlyMap<string, readonly number[]>) {}

  /** How many times as long one takes as the other, per call or per part of a call. */
  ratio(one: string, other: string, part = 1): Ratio {
    return ratioOf(this.of(one), this.of(other), part);
  }

  private of(name: string): readonly number[] {
    const times = this.rounds.get(name);
    if (times === undefined) throw new Error(`nobody is called ${name}`);
    return times;
  }
}

/** A ratio: the median of all rounds, and the middle half of them. */
export interface Ratio {
  median: number;
  low: number;
  high: number;
}

/** How many times as long one takes as the other, given the times of both in each round. */
export function ratioOf(times: readonly number[], others: readonly number[], part = 1): Ratio {
  const ratios = times.map((time, round) => (time / (others[round] as number)) * part);
  const [low, median, high] = quartiles(ratios);
  return { low, median, high };
}

function quartiles(numbers: readonly number[]): [number, number, number] {
  const sorted = [...numbers].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.round((sorted.length - 1) * share)] as number;
  return [at(0.25), at(0.5), at(0.75)];
}

/** A sample takes long enough for an exact clock, and is short enough to run undisturbed. */
const SAMPLE = 500_000;
const WARM_UP = 200;

let sink: unknown;

/** Times each competitor in every round. */
export function race(competitors: Readonly<Record<string, Work>>, rounds = 31): Times {
  const runners = Object.entries(competitors).map(([name, work]) => {
    const once = timed(work, WARM_UP);
    return { name, work, calls: Math.max(1, Math.ceil(SAMPLE / once)), times: [] as number[] };
  });
  for (let round = 0; round < rounds; round++) {
    for (const { work, calls, times } of runners) {
      globalThis.gc?.(); // Everyone begins with a clean heap, and pays for their own garbage.
      times.push(sample(work, calls));
    }
  }
  return new Times(new Map(runners.map(({ name, times }) => [name, times])));
}

/** The median time of a call in nanoseconds, of as many as fit into so many milliseconds, and at least five. */
export function timed(work: Work, milliseconds: number): number {
  const times: number[] = [];
  const end = process.hrtime.bigint() + BigInt(milliseconds) * 1_000_000n;
  while (times.length < 5 || process.hrtime.bigint() < end) times.push(sample(work, 1));
  return quartiles(times)[1];
}

function sample(work: Work, calls: number): number {
  const begin = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) sink = work();
  return Number(process.hrtime.bigint() - begin) / calls;
}

/** The last result. */
export function lastResult(): unknown {
  return sink;
}

/** A ratio, formatted: `1.23 (1.20 to 1.31)`, and what it should be at most: `1.23 (1.20 to 1.31), aim ≤ 2: met`. */
export function shown({ median, low, high }: Ratio, most?: number): string {
  const ratio = `${digits(median)} (${digits(low)} to ${digits(high)})`;
  return most === undefined ? ratio : `${ratio}, ${aimed(median, most)}`;
}

function digits(ratio: number): string {
  if (ratio >= 100) return ratio.toFixed(0);
  return ratio.toFixed(ratio >= 10 ? 1 : 2);
}
