/** The icons of the page, drawn on a 16 by 16 grid. Each repeats the text next to it. */
import { svg } from "./elements.js";

const paths = {
  add: "M8 3v10M3 8h10",
  bolt: "M9 2 4 9h3.5L7 14l5-7H8.5z",
  changed: "M8 3 13.5 13H2.5z",
  check: "m3 8.5 3.5 3.5L13 4.5",
  close: "m4 4 8 8M12 4l-8 8",
  copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
  down: "M8 2.5v10M4 8.5l4 4 4-4",
  download: "M8 2v8M4.5 7 8 10.5 11.5 7M3 13.5h10",
  equal: "M3.5 6h9M3.5 10h9",
  error: "M8 1.8 14.2 8 8 14.2 1.8 8zM8 5v3.6M8 10.6v.4",
  fit: "M2.5 6v-3.5h3.5M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  minus: "M3 8h10",
  moon: "M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z",
  paste: "M5.5 3.5h-2v10h9v-10h-2M6 2h4v3H6z",
  question: "M5.8 6.2a2.2 2.2 0 1 1 3.3 1.9C8.3 8.6 8 9 8 9.8M8 12v.4",
  search: "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3 14 14",
  sun: "M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1",
  up: "M8 13.5v-10M4 7.5l4-4 4 4",
  warning: "M8 2.2 14.5 13.5h-13zM8 6.5v3M8 11.3v.4",
} as const;

/** The name of an icon. */
export type IconName = keyof typeof paths;

/** An icon that is hidden from screen readers. */
export function icon(name: IconName, className = "icon"): SVGSVGElement {
  return svg(
    "svg",
    { viewBox: "0 0 16 16", class: className, "aria-hidden": "true", focusable: "false" },
    svg("path", { d: paths[name] }),
  );
}

/** The path of an icon, to draw it inside another drawing. */
export function iconPath(name: IconName): string {
  return paths[name];
}
