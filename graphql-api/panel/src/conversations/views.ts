import type { ConversationFilter } from '@generated';
import { texts } from '@/texts/texts';

/** The lists that everybody has, by the name that stands in the address. */
export const VIEWS = {
  all: { snoozed: false },
  mine: { mine: true, snoozed: false },
  unassigned: { unassigned: true, control: 'HUMAN' },
  waiting: { control: 'WAITING' },
  withIsac: { control: 'ASSISTANT', snoozed: false },
  snoozed: { snoozed: true },
  mentions: { mentionsMe: true },
  drafts: { hasMyDraft: true },
  closed: { status: 'CLOSED' },
} as const satisfies Record<string, ConversationFilter>;

export type ViewName = keyof typeof VIEWS;
export const VIEW_NAMES = Object.keys(VIEWS) as ViewName[];

/** Those whose new messages somebody may want to be told of. */
export const TOLD_VIEWS = ['all', 'mine', 'unassigned', 'waiting', 'withIsac'] as const satisfies readonly ViewName[];

export const VIEW_TITLES = texts({
  es: { all: 'Todas', mine: 'Mías', unassigned: 'Sin asignar', waiting: 'Esperan', withIsac: 'Con ISAC', snoozed: 'Pospuestas', mentions: 'Me mencionan', drafts: 'Borradores', closed: 'Cerradas' },
  en: { all: 'All', mine: 'Mine', unassigned: 'Unassigned', waiting: 'Waiting', withIsac: 'With ISAC', snoozed: 'Snoozed', mentions: 'Mentions', drafts: 'Drafts', closed: 'Closed' },
  pt: { all: 'Todas', mine: 'Minhas', unassigned: 'Sem responsável', waiting: 'Esperando', withIsac: 'Com ISAC', snoozed: 'Adiadas', mentions: 'Me mencionam', drafts: 'Rascunhos', closed: 'Fechadas' },
});
