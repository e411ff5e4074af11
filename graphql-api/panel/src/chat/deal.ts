/** A line as the form has it: the API's exact amounts, and a share to take off in hundredths of a percent. */
export interface Line {
  unitPrice: string;
  quantity: number;
  discountBasisPoints: number;
}

export interface Sums {
  subtotal: bigint;
  discount: bigint;
  total: bigint;
}

const CENTS = 2;

/** An exact decimal of the API, in cents: money is never a float. */
export function cents(amount: string): bigint {
  const [whole = '0', rest = ''] = amount.replace('-', '').split('.');
  const value = BigInt(whole) * 100n + BigInt(rest.padEnd(CENTS, '0').slice(0, CENTS) || '0');
  return amount.startsWith('-') ? -value : value;
}

/** What the server will say: each line's discount is rounded half up by itself. */
export function sums(lines: readonly Line[]): Sums {
  let subtotal = 0n;
  let discount = 0n;
  for (const { unitPrice, quantity, discountBasisPoints } of lines) {
    const gross = cents(unitPrice) * BigInt(quantity);
    subtotal += gross;
    discount += (gross * BigInt(discountBasisPoints) + 5_000n) / 10_000n;
  }
  return { subtotal, discount, total: subtotal - discount };
}

/** As people read it and as the server writes it, without a space behind the sign, in the shop's currency; cents are told where there are any. */
export function inWords(value: bigint, currency: string, locale: string): string {
  const hasCents = value % 100n !== 0n;
  return new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits: hasCents ? CENTS : 0, maximumFractionDigits: CENTS }).format(Number(value) / 100).replace(/\s/, '');
}
