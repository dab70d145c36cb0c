/**
 * The number in a field. Text that is not a number stays a string, so that the problem is reported. An empty field stays
 * empty: `forForm()` treats it as absent.
 */
export function numberIn(text: string): number {
  const number = Number(text);
  return (text.trim() === "" || Number.isNaN(number) ? text : number) as number;
}
