import { type Ref, useImperativeHandle, useRef } from 'react';
import css from './CodeArea.module.css';

/** Goes to a place of the text, counted from 1. */
export interface GoTo {
  goTo: (line: number, column: number | null) => void;
}

/** Where a line and a column are in a text. */
export function offsetOf(text: string, line: number, column: number | null): number {
  const before = text.split('\n').slice(0, line - 1);
  const start = before.reduce((sum, it) => sum + it.length + 1, 0);
  const length = text.split('\n')[line - 1]?.length ?? 0;
  return Math.min(text.length, start + Math.min(length, Math.max(0, (column ?? 1) - 1)));
}

/** Plain text with its lines numbered, as errors name them. Tab leaves it, as it leaves every field. */
export function CodeArea({ label, value, wrongLines, handle, onChange }: { label: string; value: string; wrongLines: ReadonlySet<number>; handle?: Ref<GoTo>; onChange: (value: string) => void }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const lines = value.split('\n');
  // As wide as its longest line: the frame scrolls, and the numbers stay.
  const widest = Math.max(...lines.map((it) => it.length));

  useImperativeHandle(handle, () => ({
    goTo: (line, column) => {
      const at = offsetOf(value, line, column);
      area.current?.focus({ preventScroll: true });
      area.current?.setSelectionRange(at, at);
      frame.current?.querySelector(`[data-line="${line}"]`)?.scrollIntoView({ block: 'center' });
    },
  }));

  return (
    <div className={css.frame} ref={frame}>
      <div className={css.numbers} aria-hidden>
        {lines.map((_, index) => <span key={index} data-line={index + 1} data-wrong={wrongLines.has(index + 1) || undefined}>{index + 1}</span>)}
      </div>
      <textarea ref={area} className={css.area} aria-label={label} aria-invalid={wrongLines.size > 0 || undefined} rows={lines.length} style={{ minWidth: `calc(${widest + 1}ch + 24px)` }} wrap="off" spellCheck={false} autoCapitalize="off" autoComplete="off" value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
