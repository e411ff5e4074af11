import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { IconCheck } from '@tabler/icons-react';
import css from './Choose.module.css';
import { Dialog } from './Dialog';

export interface Choice {
  id: string;
  label: string;
  detail?: string;
  mark?: ReactNode;
  isChosen?: boolean;
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** One of several, with the keyboard: arrows and Enter, words to narrow it down, or at once by its digit. */
export function Choose({ title, filter, choices, onChoose, onClose, children }: { title: string; filter: string; choices: readonly Choice[]; onChoose: (id: string) => void; onClose: () => void; children?: ReactNode }) {
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const shown = choices.filter((it) => plain(`${it.label} ${it.detail ?? ''}`).includes(plain(text)));
  const at = Math.min(index, Math.max(0, shown.length - 1));

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  function choose(choice: Choice | undefined): void {
    if (!choice) return;
    onClose();
    onChoose(choice.id);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const digit = /^[1-9]$/.test(event.key) && text === '' ? Number(event.key) : 0;
    if (event.key === 'ArrowDown') setIndex((at + 1) % Math.max(1, shown.length));
    else if (event.key === 'ArrowUp') setIndex((at - 1 + shown.length) % Math.max(1, shown.length));
    else if (event.key === 'Enter') choose(shown[at]);
    else if (digit > 0 && shown[digit - 1]) choose(shown[digit - 1]);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog isOpen onClose={onClose} title={title} size={420}>
      <input data-autofocus className={css.filter} value={text} placeholder={filter} aria-label={`${title}: ${filter}`} role="combobox" aria-expanded aria-controls={listId} aria-activedescendant={shown[at] ? `${listId}-${at}` : undefined} autoComplete="off" onChange={(event) => { setText(event.target.value); setIndex(0); }} onKeyDown={onKeyDown} />
      <div className={css.list} role="listbox" id={listId} aria-label={title} ref={list}>
        {shown.map((it, place) => (
          <div key={it.id} id={`${listId}-${place}`} role="option" aria-selected={place === at} className={css.choice} onMouseMove={() => setIndex(place)} onClick={() => choose(it)}>
            {it.mark}
            <span className={css.label}>{it.label}{it.detail && <small>{it.detail}</small>}</span>
            {it.isChosen && <IconCheck size={16} aria-hidden />}
            {place < 9 && text === '' && <kbd className={css.digit}>{place + 1}</kbd>}
          </div>
        ))}
      </div>
      {children}
    </Dialog>
  );
}
