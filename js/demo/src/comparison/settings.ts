/** What is compared, and how it is shown. */
export interface Settings {
  /** The root of the chain. */
  root: number | null;
  /** What each batch is compared with: `previous`, `root` or the id of a batch. */
  baseline: string;
  /** The metric of the charts. */
  metric: string;
  /** The node whose metrics are listed; empty for the whole batch. */
  scope: string;
}

/** Takes another setting. */
export type Choose = (name: keyof Settings, value: string) => void;
