/** What the layout is worked out from, and what comes of it. Positions are the middles of boxes. */

export interface Box {
  id: string;
  width: number;
  height: number;
  /** The row that it has to stand in, counted from the top; null where it may stand anywhere. */
  layer: number | null;
}

export interface Arc {
  from: string;
  to: string;
  weight: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Rectangle extends Point {
  width: number;
  height: number;
}

export interface Drawing {
  boxes: Record<string, Point>;
  /** The way of an arc around other boxes, by `from` and `to` with a blank between; one without goes straight. */
  ways: Record<string, Point[]>;
  /** Stripes for the layers, from the top. */
  bands: { layer: number; y: number; height: number }[];
  width: number;
  height: number;
}

/** Boxes within boxes: an opened group is a container with boxes in it. */
export interface Plan {
  boxes: (Box & { container: string | null })[];
  arcs: Arc[];
  /** Whether layers are rows. */
  hasRows: boolean;
  /** Width by height of the page. */
  aspect: number;
}

export interface Arrangement {
  boxes: Record<string, Point>;
  containers: Record<string, Rectangle>;
  ways: Record<string, Point[]>;
  bands: { layer: number; y: number; height: number }[];
}
