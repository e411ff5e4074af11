import { describe, expect, it } from 'vitest';
import { stepsOf } from './gettingStarted';

const EMPTY = { serverInfo: { features: [] as { name: string; isOn: boolean }[] }, conversations: { totalCount: 0 }, products: { nodes: [] as unknown[] }, channels: [] as { type: string; hasAccessToken: boolean }[], advisors: [{}] };
const open = (known: typeof EMPTY) => stepsOf(known).filter((it) => !it.isDone).map((it) => it.name);

describe('the first steps of a shop', () => {
  it('begin with the simulator where there is one', () => {
    expect(open(EMPTY)).toEqual(['products', 'channel', 'team']);
    expect(open({ ...EMPTY, serverInfo: { features: [{ name: 'simulator', isOn: true }] } })).toEqual(['try', 'products', 'channel', 'team']);
  });

  it('are ticked by what there is', () => {
    expect(open({ ...EMPTY, products: { nodes: [{}] } })).toEqual(['channel', 'team']);
    expect(open({ ...EMPTY, channels: [{ type: 'WHATSAPP', hasAccessToken: false }, { type: 'INSTAGRAM', hasAccessToken: true }] })).toContain('channel');
    expect(open({ ...EMPTY, channels: [{ type: 'WHATSAPP', hasAccessToken: true }] })).toEqual(['products', 'team']);
    expect(open({ ...EMPTY, advisors: [{}, {}] })).toEqual(['products', 'channel']);
  });
});
