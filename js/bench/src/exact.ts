/** Whole numbers that never lose a digit: numbers as long as they are safe, bigints beyond. */
export type Exact = number | bigint;

/** The sum of two whole numbers. */
export function plus(one: Exact, other: Exact): Exact {
  if (typeof one === "number" && typeof other === "number") {
    const sum = one + other;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return BigInt(one) + BigInt(other);
}

/** The difference of two whole numbers. */
export function minus(one: Exact, other: Exact): Exact {
  if (typeof one === "number" && typeof other === "number") {
    const difference = one - other;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return BigInt(one) - BigInt(other);
}

/** The product of two whole numbers. */
export function times(one: Exact, other: Exact): Exact {
  if (typeof one === "number" && typeof other === "number") {
    const product = one * other;
    if (Number.isSafeInteger(product)) return product;
  }
  return BigInt(one) * BigInt(other);
}

/** How often a whole number goes into another, rounded half up; neither is negative. */
export function rounded(part: Exact, whole: Exact): Exact {
  if (typeof part === "number" && typeof whole === "number") {
    const sum = part + Math.floor(whole / 2);
    if (Number.isSafeInteger(sum)) return (sum - (sum % whole)) / whole;
  }
  return (BigInt(part) + BigInt(whole) / 2n) / BigInt(whole);
}
