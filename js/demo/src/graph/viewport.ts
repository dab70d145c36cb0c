/** Moves and zooms the drawing: by dragging, with Ctrl and the wheel, with two fingers, and with buttons. */
import type { Box, Geometry } from "./geometry.js";

const smallest = 0.02;
const largest = 2;

/** Below this width a drawing is shown at a readable scale and has to be moved to see the rest. */
const narrow = 560;
const legible = 0.8;
const highest = 720;

/** A window onto a drawing. */
export class Viewport {
  #x = 0;
  #y = 0;
  #scale = 1;
  #geometry: Geometry | null = null;
  #pending = false;
  #surface: SVGSVGElement;
  #drawing: SVGGElement;
  #pointers = new Map<number, { x: number; y: number }>();
  #moved = false;
  #isFitted = true;
  #follows = false;

  constructor(surface: SVGSVGElement, drawing: SVGGElement) {
    this.#surface = surface;
    this.#drawing = drawing;
    surface.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    surface.addEventListener("pointerdown", (event) => this.#down(event));
    surface.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel"] as const) {
      surface.addEventListener(end, (event) => this.#pointers.delete(event.pointerId));
    }
    new ResizeObserver(() => {
      if (this.#isFitted && !this.#follows) this.fit();
    }).observe(surface);
  }

  /** Whether the last press of the pointer moved the drawing, so that it is not a click. */
  get hasMoved(): boolean {
    return this.#moved;
  }

  /** Shows another drawing, all of it. */
  show(geometry: Geometry): void {
    this.#geometry = geometry;
    this.fit();
  }

  /** Shows the whole drawing, never enlarged; on a narrow page, its whole height. */
  fit(): void {
    if (this.#geometry === null) return;
    const { width, height } = this.#geometry;
    const isNarrow = this.#surface.clientWidth < narrow;
    this.#surface.style.height = isNarrow ? `${Math.min(height * legible, highest)}px` : "";
    const { clientWidth, clientHeight } = this.#surface;
    if (clientWidth === 0) return;
    this.#isFitted = true;
    const across = isNarrow ? legible : Math.min(clientWidth / width, 1);
    this.#scale = Math.max(Math.min(across, clientHeight / height), smallest);
    this.#x = (clientWidth - width * this.#scale) / 2;
    this.#y = Math.max((clientHeight - height * this.#scale) / 2, 0);
    this.#apply();
  }

  /** While it follows a node, the drawing keeps its scale even with less space; after that it fits again. */
  follow(follows: boolean): void {
    if (this.#follows === follows) return;
    this.#follows = follows;
    if (!follows && this.#isFitted) requestAnimationFrame(() => this.fit());
  }

  /** Zooms around the centre. */
  zoom(factor: number): void {
    this.#zoomAt(factor, this.#surface.clientWidth / 2, this.#surface.clientHeight / 2);
  }

  /** Scrolls a box into view; `isLegible` also zooms until it is readable. */
  reveal(box: Box, isLegible: boolean): void {
    const { clientWidth, clientHeight } = this.#surface;
    if (isLegible && this.#scale < 0.5) {
      this.#scale = 0.9;
      this.#isFitted = false;
    }
    this.#x += outside(box.x * this.#scale + this.#x, box.width * this.#scale, clientWidth);
    this.#y += outside(box.y * this.#scale + this.#y, box.height * this.#scale, clientHeight);
    this.#apply();
  }

  #zoomAt(factor: number, x: number, y: number): void {
    const scale = Math.min(Math.max(this.#scale * factor, smallest), largest);
    const actual = scale / this.#scale;
    this.#x = x - (x - this.#x) * actual;
    this.#y = y - (y - this.#y) * actual;
    this.#scale = scale;
    this.#isFitted = false;
    this.#apply();
  }

  #wheel(event: WheelEvent): void {
    // The wheel alone scrolls the page.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = this.#surface.getBoundingClientRect();
    this.#zoomAt(Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.#moved = false;
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  #move(event: PointerEvent): void {
    const last = this.#pointers.get(event.pointerId);
    if (last === undefined) return;
    const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other !== undefined) {
      const distance = (x: number, y: number): number => Math.hypot(x - other.x, y - other.y);
      const { left, top } = this.#surface.getBoundingClientRect();
      const factor = distance(event.clientX, event.clientY) / Math.max(distance(last.x, last.y), 1);
      this.#zoomAt(factor, (event.clientX + other.x) / 2 - left, (event.clientY + other.y) / 2 - top);
      this.#moved = true;
    } else {
      if (!this.#moved && Math.hypot(dx, dy) < 4) return;
      if (!this.#moved) this.#surface.setPointerCapture(event.pointerId);
      this.#moved = true;
      this.#isFitted = false;
      this.#x += dx;
      this.#y += dy;
      this.#apply();
    }
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  #apply(): void {
    if (this.#pending) return;
    this.#pending = true;
    requestAnimationFrame(() => {
      this.#pending = false;
      const scale = this.#scale;
      this.#drawing.setAttribute("transform", `translate(${this.#x} ${this.#y}) scale(${scale})`);
      // Do not draw text that is too small to read: it only costs time.
      const detail = scale < 0.16 ? "far" : scale < 0.42 ? "middle" : "near";
      if (this.#surface.dataset["detail"] !== detail) this.#surface.dataset["detail"] = detail;
    });
  }
}

/** How far something has to move to be inside, with a margin. */
function outside(start: number, size: number, whole: number): number {
  const room = 20;
  if (size + 2 * room > whole) return (whole - size) / 2 - start;
  return Math.max(room - start, 0) + Math.min(whole - room - size - start, 0);
}
