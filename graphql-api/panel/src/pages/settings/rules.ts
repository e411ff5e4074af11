const UNITS_MS = { D: 86_400_000, H: 3_600_000, M: 60_000, S: 1_000 } as const;

/** Milliseconds of a duration as ISO 8601 and the server write it, such as `PT48H` or `P1DT2H`; null for what is none. */
export function durationMs(value: string): number | null {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(value);
  if (!found || value.length < 3) return null;
  return (['D', 'H', 'M', 'S'] as const).reduce((sum, unit, index) => sum + Number(found[index + 1] ?? 0) * UNITS_MS[unit], 0);
}
