/** A line of words that are to mean the same. */
export interface Group {
  /** From 1. */
  line: number;
  text: string;
  terms: readonly string[];
}

/** What somebody wrote, one group a line, its words parted by commas, semicolons or equals signs; empty lines are none. */
export function groupsOf(text: string): readonly Group[] {
  return text.split('\n').flatMap((it, index) => {
    const terms = it.split(/[,;=]/).map((term) => term.trim()).filter(Boolean);
    return terms.length > 0 ? [{ line: index + 1, text: it.trim(), terms }] : [];
  });
}
