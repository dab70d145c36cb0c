/** Light or dark: follows the system until the user chooses. */
import { button, setAttribute } from "./elements.js";
import { icon } from "./icons.js";

const key = "scale-batch-theme";
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

function stored(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // Storage is blocked: follow the system.
  }
}

function store(theme: string): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Storage is blocked: the choice lasts for this visit.
  }
}

/** A button that switches between light and dark. */
export function themeButton(): HTMLElement {
  let chosen = stored();
  const isDark = (): boolean => (chosen === null ? systemIsDark.matches : chosen === "dark");
  const toggle = button({ class: "button button-icon" }, () => {
    chosen = isDark() ? "light" : "dark";
    store(chosen);
    show();
  });
  const show = (): void => {
    setAttribute(document.documentElement, "data-theme", chosen ?? undefined);
    const next = isDark() ? "light" : "dark";
    toggle.replaceChildren(icon(isDark() ? "sun" : "moon"));
    toggle.title = `Switch to ${next}`;
    toggle.setAttribute("aria-label", toggle.title);
  };
  systemIsDark.addEventListener("change", show);
  show();
  return toggle;
}
