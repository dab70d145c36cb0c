/** Making elements without a framework. */

type Child = Node | string | number | null | undefined | false;

/** Attributes by name; `true` is an attribute without a value, `undefined` and `false` are no attribute. */
export type Attributes = Record<string, string | number | boolean | undefined>;

/** A text as it is shown: characters that nobody sees, such as one that reverses what follows, are written as escapes. */
function shown(text: string): string {
  return text.replace(
    /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (unseen) => `\\u{${(unseen.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** The attributes that people read. */
const READ = ["aria-label", "title"];

function fill(element: Element, attributes: Attributes, children: Child[]): void {
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : shown(String(child)));
  }
}

/** Sets or removes an attribute; the same value again costs nothing. */
export function setAttribute(
  element: Element,
  name: string,
  value: string | number | boolean | undefined,
): void {
  if (value === undefined || value === false) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
    return;
  }
  const written = value === true ? "" : String(value);
  const text = READ.includes(name) ? shown(written) : written;
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/** An HTML element with attributes and children. */
export function html<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  fill(element, attributes, children);
  return element;
}

/** An SVG element with attributes and children. */
export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  fill(element, attributes, children);
  return element;
}

let lastId = 0;

/** An id that no other element has. */
export function uniqueId(prefix: string): string {
  lastId++;
  return `${prefix}-${lastId}`;
}

/** A button with an action; it never submits a form. */
export function button(attributes: Attributes, action: (event: MouseEvent) => void, ...children: Child[]) {
  const element = html("button", { type: "button", ...attributes }, ...children);
  element.addEventListener("click", action);
  return element;
}

/** Sets the text of an element only if it differs, so that screen readers do not repeat it. */
export function setText(element: Element, text: string): void {
  const visible = shown(text);
  if (element.textContent !== visible) element.textContent = visible;
}
