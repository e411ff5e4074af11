import { useSyncExternalStore } from 'react';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { Refused, Unreachable } from '@/api/http';
import type { Done } from '@/api/queries';
import { textsNow, useTexts } from '@/texts/texts';
import { APP } from './texts';
import css from './toasts.module.css';

interface Toast {
  id: number;
  text: string;
  isBad: boolean;
  action?: { label: string; run: () => void } | undefined;
}

const LASTS_MS = 6_000;

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  listeners.forEach((it) => it());
}

function dismiss(id: number): void {
  set(toasts.filter((it) => it.id !== id));
}

function show(toast: Omit<Toast, 'id'>): void {
  const id = ++last;
  set([...toasts.slice(-3), { ...toast, id }]);
  setTimeout(() => dismiss(id), LASTS_MS);
}

/** Says for six seconds that something was done; with a way back where there is one. */
export function say(text: string, undo?: () => void): void {
  show({ text, isBad: false, action: undo && { label: textsNow(APP).undo, run: undo } });
}

/** Says for six seconds that something happened, with something to do about it. */
export function tell(text: string, action: { label: string; run: () => void }): void {
  show({ text, isBad: false, action });
}

/** Says what went wrong. */
export function complain(text: string, action?: { label: string; run: () => void }): void {
  show({ text, isBad: true, action });
}

/** What went wrong, in words. */
export function inWords(problem: Error | null): string {
  const t = textsNow(APP);
  if (problem instanceof Unreachable) return t.cannotReach;
  if (problem instanceof Refused && problem.code === 'FORBIDDEN') return t.forbidden;
  if (problem instanceof Refused && problem.code === 'NOT_FOUND') return t.gone;
  return t.failed;
}

/** Complains of whatever a mutation came back with; true when it was done. */
export function orComplain<Payload>(done: Done<Payload>): done is { ok: true; payload: Payload } {
  if (!done.ok) complain(done.wrong.length > 0 ? done.wrong.map((it) => it.message).join(' ') : inWords(done.problem));
  return done.ok;
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  const t = useTexts(APP);
  return (
    <div className={css.toasts} role="status" aria-live="polite">
      {shown.map((it) => (
        <div key={it.id} className={css.toast} data-bad={it.isBad || undefined}>
          {it.isBad ? <IconAlertTriangle size={18} aria-hidden /> : <IconCheck size={18} aria-hidden />}
          <span className={css.text}>{it.text}</span>
          {it.action && (
            <button type="button" className={css.action} onClick={() => { dismiss(it.id); it.action?.run(); }}>
              {it.action.label}
            </button>
          )}
          <button type="button" className={css.dismiss} aria-label={t.close} onClick={() => dismiss(it.id)}>
            <IconX size={16} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  );
}
