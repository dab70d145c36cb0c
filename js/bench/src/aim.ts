/** A figure's aim, with the verdict; as `benches/measure/mod.rs` prints it. */
export function aimed(figure: number, most: number, unit = ""): string {
  return `aim ≤ ${most}${unit}: ${figure <= most ? "met" : "missed"}`;
}
