import { useEffect } from 'react';
import { FirstSteps } from '@generated';
import { useQuery } from '@/api/queries';
import { setSettings, useSettings } from './settings';
import { useMay } from './session';

export type StepName = 'try' | 'products' | 'channel' | 'team';

export interface Step {
  name: StepName;
  isDone: boolean;
  /** Where it is done; the simulator is a page of its own. */
  to: string;
  /** Whether what ticks it came with the demonstration, so that the shop's own is still to be brought. */
  isDemo: boolean;
}

const NONE: readonly Step[] = [];

/**
 * What a new shop does first, ticked by what there is; none while that is being read. Null for whoever is done, does not want
 * to be led, or may not do these things.
 */
export function useFirstSteps(): readonly Step[] | null {
  const { hasFirstSteps } = useSettings();
  const isWanted = useMay('ADMINISTRATION') && hasFirstSteps;
  const { data, error, reload } = useQuery(FirstSteps, isWanted ? {} : null);

  // What is done in another window, such as the simulator's, is seen by whoever comes back from it.
  useEffect(() => {
    if (!isWanted) return undefined;
    window.addEventListener('focus', reload);
    return () => window.removeEventListener('focus', reload);
  }, [isWanted, reload]);

  const steps = data ? stepsOf(data) : null;
  const isDone = steps !== null && steps.every((it) => it.isDone);
  useEffect(() => {
    if (isDone) setSettings({ hasFirstSteps: false });
  }, [isDone]);
  return !isWanted || isDone || (error && !data) ? null : (steps ?? NONE);
}

interface Known {
  serverInfo: { features: readonly { name: string; isOn: boolean }[] };
  conversations: { totalCount: number };
  products: { nodes: readonly unknown[] };
  channels: readonly { type: string; hasAccessToken: boolean }[];
  advisors: readonly unknown[];
}

export function stepsOf(known: Known): Step[] {
  const isOn = (name: string) => known.serverInfo.features.some((it) => it.name === name && it.isOn);
  const isDemo = isOn('demo');
  const steps: Step[] = [
    { name: 'products', isDone: known.products.nodes.length > 0, to: '/catalogue', isDemo },
    { name: 'channel', isDone: known.channels.some((it) => it.type === 'WHATSAPP' && it.hasAccessToken), to: '/channels', isDemo: false },
    { name: 'team', isDone: known.advisors.length > 1, to: '/team', isDemo },
  ];
  return isOn('simulator') ? [{ name: 'try', isDone: known.conversations.totalCount > 0, to: '/simulator', isDemo: false }, ...steps] : steps;
}
