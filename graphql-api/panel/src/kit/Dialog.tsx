import type { ReactNode } from 'react';
import { Drawer, Modal } from '@mantine/core';
import { APP } from '@/app/texts';
import { useTexts } from '@/texts/texts';
import css from './Dialog.module.css';
import { DIALOG_TRANSITION } from './theme';

const NAMES = { title: css.title ?? '' };

/** Keys that follow at once are meant for it: the library's own trap waits a moment before it gives the focus. */
function focusFirst(children: HTMLElement | null): void {
  children?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true });
}

function Held({ children }: { children: ReactNode }) {
  return <div className={css.held} ref={focusFirst}>{children}</div>;
}

interface Shown {
  /** What it is called; it stands at its head. */
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  /** How wide it is at most. */
  size?: number | string;
  /** Only what stands in it closes it, since what it shows is not shown again. */
  mustBeRead?: boolean;
  children: ReactNode;
}

/** What stands before the page until it is dealt with. Its head says what it is, and has the way out. */
export function Dialog({ title, isOpen, onClose, size = 440, mustBeRead = false, children }: Shown) {
  const t = useTexts(APP);
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} size={size} withCloseButton={!mustBeRead} closeOnEscape={!mustBeRead} closeOnClickOutside={!mustBeRead} closeButtonProps={{ 'aria-label': t.close }} classNames={NAMES}>
      <Held>{children}</Held>
    </Modal>
  );
}

/** The one of a list that is open, beside it. */
export function SideDialog({ title, isOpen, onClose, size = 520, children }: Omit<Shown, 'mustBeRead'>) {
  const t = useTexts(APP);
  return (
    <Drawer opened={isOpen} onClose={onClose} title={title} size={size} position="right" closeButtonProps={{ 'aria-label': t.close }} classNames={NAMES}>
      <Held>{children}</Held>
    </Drawer>
  );
}

interface Bare {
  /** Its name for whoever cannot see it: it has no head. */
  label: string;
  onClose: () => void;
  /** How wide it is at most, with air above it; the whole screen when it is left out. */
  size?: number;
  classNames?: { content?: string; body?: string };
  children: ReactNode;
}

/** One that has no head: what it holds begins at its edge and has its own way out. */
export function BareDialog({ label, onClose, size, classNames, children }: Bare) {
  const place = size === undefined ? { fullScreen: true, transitionProps: { ...DIALOG_TRANSITION, transition: 'fade' as const } } : { size, yOffset: '12dvh', centered: false };
  return (
    <Modal opened onClose={onClose} withCloseButton={false} padding={0} attributes={{ content: { 'aria-label': label } }} {...(classNames ? { classNames: classNames as Record<string, string> } : {})} {...place}>
      <Held>{children}</Held>
    </Modal>
  );
}
