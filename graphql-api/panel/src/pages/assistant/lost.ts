interface Asked {
  family: string;
  quantity: number;
  attributes: readonly { value: string }[];
  product: { title: string; stock: number } | null;
}

export interface Missed {
  name: string;
  times: number;
  units: number;
  /** Whether it can be sold now; null where several would have done. */
  isBack: boolean | null;
}

export const nameOf = (asked: Asked): string => asked.product?.title ?? [asked.family, ...asked.attributes.map((it) => it.value)].join(' ');

/** What was asked for most often, at most so many of them. */
export function mostAsked(all: readonly Asked[], most: number): Missed[] {
  const found = new Map<string, Missed>();
  for (const it of all) {
    const name = nameOf(it);
    const known = found.get(name) ?? { name, times: 0, units: 0, isBack: it.product ? it.product.stock > 0 : null };
    found.set(name, { ...known, times: known.times + 1, units: known.units + it.quantity });
  }
  return [...found.values()].sort((a, b) => b.times - a.times || b.units - a.units || a.name.localeCompare(b.name)).slice(0, most);
}
