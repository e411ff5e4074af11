import type { ComponentType } from 'react';
import type { Icon } from '@tabler/icons-react';
import type { Language } from '@/texts/language';
import type { Circle } from './session';

/** A page of the panel. A folder under `pages` with a `page.ts` that exports one by default is all that it takes. */
export interface Page {
  /** Where it lives, such as `customers`: the server serves the paths that `PanelPages.java` names. */
  path: string;
  title: Readonly<Record<Language, string>>;
  icon: Icon;
  /** Whose it is. */
  circle: Circle;
  /** Its place in the rail: pages of one group stand together. */
  group: 'talk' | 'sell' | 'look' | 'run';
  order: number;
  /** The key that, after `G`, goes there, by its place on the keyboard, such as `KeyI`. */
  goKey?: string;
  /** What is read only when somebody goes there; it also gets every path below its own, for a nested router of its own. */
  load: () => Promise<{ default: ComponentType }>;
}

export const definePage = (page: Page): Page => page;
