const OWN = 'Local';
const CUSTOMER = 'Cliente';

/** Further apart than a burst: each is answered by itself. */
const APART_MS = 120_000;

function stamp(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((it) => it.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}, ${part('hour')}:${part('minute')}:${part('second')}`;
}

/** What a customer would write, one after the other until now, as a chat exported from a phone: the trial reads nothing else. */
export function transcriptOf(messages: readonly string[], timeZone: string, now: Date): { transcript: string; ownName: string } {
  const line = (sender: string, text: string, ago: number) => `${stamp(new Date(now.getTime() - ago * APART_MS), timeZone)} - ${sender}: ${text}`;
  return {
    // Whoever the chat belongs to must be in it; before the customer's first word it answers nothing.
    transcript: [line(OWN, '.', messages.length), ...messages.map((it, index) => line(CUSTOMER, it, messages.length - 1 - index))].join('\n'),
    ownName: OWN,
  };
}

/** Who writes in an exported chat, in the order of their first words. */
export function sendersOf(transcript: string): string[] {
  const found = new Set<string>();
  for (const [, name] of transcript.matchAll(/^\u200e?(?:\[[^\]\n]{8,30}\]|\d[\d/.,: \u202fapm-]{8,26}[-–]) ?\u200e?([^:\n]{1,60}): /gim)) if (name) found.add(name.trim());
  return [...found];
}
