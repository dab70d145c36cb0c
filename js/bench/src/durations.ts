/** ISO-8601 durations as whole microseconds, in plain TypeScript. */
const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const DURATION =
  /^P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** The microseconds of a duration; `null` where it is none. */
export function microsecondsOf(text: string | null | undefined): number | null {
  if (text == null) return null;
  const [, days, hours, minutes, seconds] = DURATION.exec(text) ?? [];
  if (text === "" || !text.startsWith("P")) return null;
  // Up to six digits after the point of the seconds are exact; of anything finer the documents raced here have none.
  const sum =
    Number(days ?? 0) * DAY +
    Number(hours ?? 0) * HOUR +
    Number(minutes ?? 0) * MINUTE +
    Math.round(Number(seconds ?? 0) * SECOND);
  return Number.isSafeInteger(sum) ? sum : null;
}

/** The text of a duration, as the server writes it, with what there is below a second. */
export function textOf(microseconds: number): string {
  const days = Math.floor(microseconds / DAY);
  const hours = Math.floor((microseconds % DAY) / HOUR);
  const minutes = Math.floor((microseconds % HOUR) / MINUTE);
  const seconds = Math.floor((microseconds % MINUTE) / SECOND);
  const fraction = microseconds % SECOND;
  let text = days > 0 ? `P${days}DT` : "PT";
  if (hours > 0) text += `${hours}H`;
  if (minutes > 0) text += `${minutes}M`;
  if (fraction === 0) return `${text}${seconds}S`;
  return `${text}${seconds}.${String(fraction).padStart(6, "0").replace(/0+$/, "")}S`;
}

/** The shortest text of a duration, as messages write it. */
export function shortTextOf(microseconds: number): string {
  return textOf(microseconds)
    .replace(/(?<=[DHM]T?)0S$/, "")
    .replace(/T$/, "");
}
