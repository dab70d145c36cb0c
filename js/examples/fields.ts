/**
 * The number that a field holds. What is no number stays text, so that its message can say what is wrong with it.
 * An empty field stays empty: `forForm()` takes it as absent.
 */
export function numberIn(text: string): number {
  const number = Number(text);
  return (text.trim() === "" || Number.isNaN(number) ? text : number) as number;
}
