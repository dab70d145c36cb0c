/** The positions of the nodes and edges of a layout, in the units of the drawing. */
import type { Layout, PlacedEdge, PlacedNode } from "scale-batch";

/** A rectangle. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const height = 46;
const gapAcross = 26;
const gapDown = 46;
const margin = 24;

/** The geometry of a drawing, whose nodes all have the same size. */
export class Geometry {
  readonly width: number;
  readonly height: number;
  readonly nodeWidth: number;
  readonly nodeHeight = height;
  #boxes = new Map<string, Box>();

  constructor(layout: Layout) {
    const wanted = layout.nodes.reduce(
      (most, node) => Math.max(most, node.name.length * 7.4, node.note.length * 6.1),
      0,
    );
    this.nodeWidth = Math.round(Math.min(Math.max(wanted + 46, 132), 210));
    this.width = layout.width * (this.nodeWidth + gapAcross) + this.nodeWidth + 2 * margin;
    this.height = layout.layers * (height + gapDown) - gapDown + 2 * margin;
    for (const node of layout.nodes) this.#boxes.set(node.name, this.#place(node));
  }

  #place(node: PlacedNode): Box {
    return {
      x: margin + node.position * (this.nodeWidth + gapAcross),
      y: margin + node.layer * (height + gapDown),
      width: this.nodeWidth,
      height,
    };
  }

  /** The place of a node. */
  box(name: string): Box | undefined {
    return this.#boxes.get(name);
  }

  /** The path of an edge: from the bottom of one node to the top of another, past the nodes between. */
  path(edge: PlacedEdge): string {
    const from = this.box(edge.from);
    const to = this.box(edge.to);
    if (from === undefined || to === undefined) return "";
    let x = from.x + from.width / 2;
    let y = from.y + height;
    let path = `M${round(x)} ${round(y)}`;
    const go = (nextX: number, nextY: number): void => {
      const half = round((y + nextY) / 2);
      path += `C${round(x)} ${half} ${round(nextX)} ${half} ${round(nextX)} ${round(nextY)}`;
      [x, y] = [nextX, nextY];
    };
    for (const [index, bend] of edge.bends.entries()) {
      const bendX = margin + bend * (this.nodeWidth + gapAcross) + this.nodeWidth / 2;
      const top = from.y + (index + 1) * (height + gapDown);
      go(bendX, top);
      y = top + height;
      path += `V${round(y)}`;
    }
    go(to.x + to.width / 2, to.y - 1);
    return path;
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
