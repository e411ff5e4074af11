/**
 * What led to a hand-over, for people. The assistant gives its reading and its rule («HUMAN_REQUEST: asked-for-person»), of which
 * the reading means something to an advisor, and so do the products that stand behind the rule; the money's side writes sentences.
 */
export function ledTo(evidence: string, word: (kind: 'intent', value: string) => string): string {
  const read = /^(?:([A-Z_]+): )?[a-z]+(?:-[a-z]+)*(?: (\S.*))?$/u.exec(evidence);
  if (!read) return evidence;
  return [read[1] && word('intent', read[1]), read[2]].filter(Boolean).join(' · ');
}
