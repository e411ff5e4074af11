import { afterEach, expect, it, vi } from 'vitest';
import { type Message, messages } from './conversations';
import { Thread } from './thread';

const LONG = 20_000;

const message = (seq: number): Message => ({ __typename: 'Message', id: `m${seq}`, seq, status: 'READ', reactions: [], content: { __typename: 'TextContent' } }) as unknown as Message;

/** Answers as the server does: a page of a thread whose cursors are the messages' numbers. */
function serve(newest: () => number): void {
  vi.stubGlobal('fetch', (_: string, { body }: { body: string }) => {
    const { last, before, first, after } = (JSON.parse(body) as { variables: { last?: number; before?: string | null; first?: number; after?: string } }).variables;
    const from = Number(after ?? 0) + 1;
    const to = before ? Number(before) - 1 : newest();
    const [a, b] = first ? [from, Math.min(to, from + first - 1)] : [Math.max(from, to - last! + 1), to];
    const nodes = Array.from({ length: b - a + 1 }, (_it, index) => message(a + index));
    return Promise.resolve(new Response(JSON.stringify({ data: { conversation: { id: 'c', messages: { nodes, pageInfo: { hasPreviousPage: a > 1, hasNextPage: b < newest() } } } } })));
  });
}

const seqs = (thread: Thread): number[] => thread.get().ids.map((it) => messages.get(it)!.seq);

function expectNoGap(thread: Thread): void {
  const found = seqs(thread);
  expect(found).toEqual(found.map((_, index) => found[0]! + index));
}

afterEach(() => {
  vi.unstubAllGlobals();
  messages.forget();
});

it('a thread of 20,000 messages is read in stretches, and never more of it is kept than one sees', async () => {
  serve(() => LONG);
  const thread = new Thread('c');
  await thread.refresh();
  expect(seqs(thread).at(-1)).toBe(LONG);

  for (let page = 0; page < 20; page++) await thread.earlier();
  expectNoGap(thread);
  expect(thread.get().ids.length).toBeLessThanOrEqual(400);
  expect(thread.get().hasLater).toBe(true);

  while (thread.get().hasLater) await thread.later();
  expectNoGap(thread);
  expect(seqs(thread).at(-1)).toBe(LONG);
});

it('a jump to long ago has what was said around it, and the way back is one step', async () => {
  let newest = LONG;
  serve(() => newest);
  const thread = new Thread('c');
  await thread.refresh();

  await thread.around(1_234);
  expect(seqs(thread)).toContain(1_234);
  expect(seqs(thread)[0]).toBeLessThan(1_234);
  expect(seqs(thread).at(-1)).toBeGreaterThan(1_234);

  newest++;
  messages.put(message(newest));
  thread.add([message(newest)]);
  expect(seqs(thread)).not.toContain(newest);

  await thread.latest();
  expect(seqs(thread).at(-1)).toBe(newest);
});

it('the way back is one step also while earlier messages are on their way', async () => {
  serve(() => LONG);
  const thread = new Thread('c');
  await thread.refresh();
  for (let page = 0; page < 8; page++) await thread.earlier();

  void thread.earlier();
  await thread.latest();

  expect(thread.get().hasLater).toBe(false);
  expect(seqs(thread).at(-1)).toBe(LONG);
});

it('what comes while somebody reads the newest is added once, in its place', async () => {
  serve(() => 60);
  const thread = new Thread('c');
  await thread.refresh();

  for (const seq of [62, 61, 61]) {
    messages.put(message(seq));
    thread.add([message(seq)]);
  }

  expect(seqs(thread).slice(-3)).toEqual([60, 61, 62]);
  expectNoGap(thread);
});
