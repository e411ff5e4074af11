import { useEffect, useRef } from 'react';

/** A key by its place on the keyboard, so that it is where hands expect it on every layout. */
export interface Shortcut {
  code: string;
  alt?: boolean;
  shift?: boolean;
  /** Ctrl, or ⌘ on a Mac. */
  mod?: boolean;
  /** The key that is pressed first, such as `KeyG` in `G I`. */
  after?: string;
}

/** Something that can be done now, found in the palette and by its keys. */
export interface Action {
  id: string;
  title: string;
  /** The heading it stands under in the palette. */
  section: string;
  shortcuts?: readonly Shortcut[];
  /** More words that find it. */
  keywords?: string;
  /** Keys without Alt or Ctrl do not count while somebody is typing. */
  run: () => void;
}

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const THEN_WITHIN_MS = 1_200;

const offered = new Map<symbol, readonly Action[]>();

/** Everything that can be done now; what a page offers counts before what the application does. */
export function actionsNow(): Action[] {
  const known = new Map<string, Action>();
  for (const actions of [...offered.values()].reverse()) for (const action of actions) if (!known.has(action.id)) known.set(action.id, action);
  return [...known.values()];
}

/** Offers actions for as long as the component is there. */
export function useActions(actions: readonly Action[]): void {
  const name = useRef(Symbol('actions'));
  useEffect(() => {
    offered.set(name.current, actions);
  });
  useEffect(() => {
    const it = name.current;
    return () => void offered.delete(it);
  }, []);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Keys mean what a dialog says while one is open. */
const isBehindDialog = (): boolean => document.querySelector('[role="dialog"]') !== null;

let first: { code: string; at: number } | null = null;

function fits(shortcut: Shortcut, event: KeyboardEvent, now: number): boolean {
  const isAfter = first !== null && now - first.at < THEN_WITHIN_MS ? first.code : undefined;
  return (
    shortcut.code === event.code &&
    (shortcut.alt ?? false) === event.altKey &&
    (shortcut.mod ?? false) === (IS_MAC ? event.metaKey : event.ctrlKey) &&
    (shortcut.shift ?? false) === event.shiftKey &&
    (shortcut.after === undefined ? isAfter !== 'KeyG' : shortcut.after === isAfter)
  );
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat || event.key === 'Process') return;
  const hasModifier = event.altKey || event.ctrlKey || event.metaKey;
  if ((isTyping(event.target) && !hasModifier) || (isBehindDialog() && !(event.ctrlKey || event.metaKey))) return;
  const now = performance.now();
  const action = actionsNow().find((it) => it.shortcuts?.some((shortcut) => fits(shortcut, event, now)));
  first = !action && !hasModifier ? { code: event.code, at: now } : null;
  if (action) {
    event.preventDefault();
    action.run();
  }
}

export function listenToKeys(): () => void {
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}

/** How a shortcut is written on this computer. */
export function keys(shortcut: Shortcut): string[] {
  const letter = shortcut.code.replace(/^Key|^Digit/, '');
  const name: Record<string, string> = { Slash: shortcut.shift ? '?' : '/', Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓', Enter: '↵' };
  return [
    ...(shortcut.after ? [shortcut.after.replace(/^Key/, '')] : []),
    ...(shortcut.mod ? [IS_MAC ? '⌘' : 'Ctrl'] : []),
    ...(shortcut.alt ? [IS_MAC ? '⌥' : 'Alt'] : []),
    ...(shortcut.shift && !name[shortcut.code] ? ['⇧'] : []),
    name[shortcut.code] ?? letter,
  ];
}
