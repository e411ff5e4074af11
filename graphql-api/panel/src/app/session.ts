import { createContext, useContext } from 'react';
import type { ViewerQuery } from '@generated';

export type Me = ViewerQuery['viewer'];
export type Role = Me['role'];

/** The circles of the API: who may see a page or do a thing. The server decides; the panel only does not offer what it would refuse. */
export const CIRCLES = {
  SIGNED_IN: ['ADMIN', 'SUPERVISOR', 'ADVISOR', 'ANALYST', 'INTEGRATOR'],
  CONVERSATIONS: ['ADMIN', 'SUPERVISOR', 'ADVISOR'],
  OPERATIONS: ['ADMIN', 'SUPERVISOR', 'INTEGRATOR'],
  INVENTORY: ['ADMIN', 'SUPERVISOR', 'INTEGRATOR'],
  INTEGRATION: ['ADMIN', 'INTEGRATOR'],
  ANALYTICS: ['ADMIN', 'SUPERVISOR', 'ANALYST'],
  SUPERVISION: ['ADMIN', 'SUPERVISOR'],
  ADMINISTRATION: ['ADMIN'],
} as const satisfies Record<string, readonly string[]>;

export type Circle = keyof typeof CIRCLES;

export const isIn = (me: Me, circle: Circle): boolean => (CIRCLES[circle] as readonly string[]).includes(me.role);

const MeContext = createContext<Me | null>(null);
export const MeProvider = MeContext.Provider;

/** Who is logged in. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('Nobody is logged in here');
  return me;
}

/** Whether whoever is logged in is of a circle. */
export const useMay = (circle: Circle): boolean => isIn(useMe(), circle);
