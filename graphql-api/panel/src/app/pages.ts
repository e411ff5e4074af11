import type { Page } from './page';

// A page imports what defines it: what finds it must stand in a file of its own.
const found = import.meta.glob<Page>('../pages/*/page.ts', { eager: true, import: 'default' });

export const GROUPS = ['talk', 'sell', 'look', 'run'] as const;

export const PAGES: readonly Page[] = Object.values(found).sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || a.order - b.order);
