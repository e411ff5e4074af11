import { useWord } from '@/texts/words';
import css from './Ticks.module.css';

const PATHS: Record<string, string> = {
  QUEUED: 'M9 2.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6M9 4.4V7l1.8 1.2',
  SENT: 'm4.5 7.4 3 3 6-7',
  DELIVERED: 'm1.5 7.4 3 3 6-7M7.6 9.4l1 1 6-7',
  FAILED: 'M9 2a5 5 0 1 0 0 10A5 5 0 0 0 9 2M9 4.4v3.2M9 9.6v.1',
  UNKNOWN: 'M6.8 5a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.5M9 10.4v.1',
};

/** How far a message has come: a clock, one tick, two, two in blue. */
export function Ticks({ status }: { status: string }) {
  const word = useWord();
  const path = PATHS[status] ?? (status === 'READ' || status === 'PLAYED' ? PATHS.DELIVERED : null);
  if (!path) return null;
  return (
    <svg className={css.ticks} data-status={status} viewBox="0 0 17 14" width="17" height="14" role="img" aria-label={word('delivery', status)}>
      <title>{word('delivery', status)}</title>
      <path d={path} />
    </svg>
  );
}
