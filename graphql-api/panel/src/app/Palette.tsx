import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { PalettePapers, PaletteProducts, PaletteSearch } from '@generated';
import { useLatest } from '@/api/queries';
import { Avatar, Keys, Pill } from '@/kit';
import { BareDialog } from '@/kit/Dialog';
import { QUOTE_TONES, SALE_TONES } from '@/kit/tones';
import { usePaused } from '@/kit/usePaused';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { type Action, actionsNow } from './actions';
import { useMay } from './session';
import { APP } from './texts';
import css from './Palette.module.css';

/** Hardly longer than from one letter to the next: who looks for something does not wait for it. */
const PAUSE_MS = 40;

interface Row {
  key: string;
  section: string;
  run: () => void;
  content: React.ReactNode;
  /** Known here, without asking the server. */
  isAction?: boolean;
}

/** The number of a quote or a sale, as people say it. */
const isNumber = /^[cv]?-?\d{1,12}$/i;

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function matches(action: Action, words: string[]): boolean {
  const text = plain(`${action.title} ${action.section} ${action.keywords ?? ''}`);
  return words.every((it) => text.includes(it));
}

/** Everything in one box: what can be done, and who and what there is. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useTexts(APP);
  const word = useWord();
  const navigate = useNavigate();
  const listId = useId();
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const search = usePaused(text.trim(), PAUSE_MS);
  const isSearching = search.length >= 2;
  const mayRead = useMay('CONVERSATIONS');
  const found = useLatest(PaletteSearch, isSearching && mayRead ? { search } : null);
  const papers = useLatest(PalettePapers, isNumber.test(search) && mayRead ? { number: search } : null);
  const products = useLatest(PaletteProducts, isSearching ? { search } : null);
  const isBusy = search !== text.trim() || found.isLoading || papers.isLoading || products.isLoading;
  const [isWanted, setWanted] = useState(false);
  const [actions] = useState(actionsNow);
  const list = useRef<HTMLDivElement>(null);

  const rows = useMemo<Row[]>(() => {
    const words = plain(text).split(/\s+/).filter(Boolean);
    const made: Row[] = actions
      .filter((it) => matches(it, words))
      .map((it) => ({
        key: it.id,
        section: it.section,
        run: it.run,
        isAction: true,
        content: (
          <>
            <span className={css.title}>{it.title}</span>
            {it.shortcuts?.[0] && <Keys of={it.shortcuts[0]} />}
          </>
        ),
      }));
    if (!isSearching) return made;
    // Who types a number means the paper, and not where it is spoken of.
    const quotes = (papers.data?.quotes.nodes ?? []).map((it) => ({ ...it, kind: 'quote' as const, section: t.quotes, path: `/quotes/${it.id}`, tones: QUOTE_TONES }));
    const sales = (papers.data?.sales.nodes ?? []).map((it) => ({ ...it, kind: 'sale' as const, section: t.sales, path: `/sales/${it.id}`, tones: SALE_TONES }));
    for (const it of isNumber.test(search) ? [...quotes, ...sales] : []) {
      made.push({
        key: it.id,
        section: it.section,
        run: () => navigate(it.path),
        content: (
          <>
            <span className={css.title}>{it.number}<small>{it.customer?.displayName}</small></span>
            <Pill tone={it.tones[it.status] ?? 'plain'}>{word(it.kind, it.status)}</Pill>
            <span className={css.price}>{it.total.formatted}</span>
          </>
        ),
      });
    }
    for (const it of found.data?.conversations.nodes ?? []) {
      made.push({
        key: it.id,
        section: t.conversations,
        run: () => navigate(`/inbox/${it.id}`),
        content: (
          <>
            <Avatar name={it.customer.displayName} size={26} channel={it.account} />
            <span className={css.title}>{it.customer.displayName}<small>{it.lastMessage?.text}</small></span>
          </>
        ),
      });
    }
    for (const it of found.data?.customers.nodes ?? []) {
      made.push({
        key: it.id,
        section: t.customers,
        run: () => navigate(`/customers/${it.id}`),
        content: (
          <>
            <Avatar name={it.displayName} size={26} />
            <span className={css.title}>{it.displayName}</span>
          </>
        ),
      });
    }
    for (const it of products.data?.products.nodes ?? []) {
      made.push({
        key: it.id,
        section: t.products,
        run: () => navigate(`/catalogue/${it.id}`),
        content: (
          <>
            <span className={css.title}>{it.title}<small>{it.sku}</small></span>
            <Pill tone={it.stock > 0 ? 'good' : 'bad'}>{t.stock} {it.stock}</Pill>
            <span className={css.price}>{it.retailPrice.formatted}</span>
          </>
        ),
      });
    }
    return made;
  }, [actions, text, search, isSearching, found.data, papers.data, products.data, t, word, navigate]);

  const chosen = Math.min(index, rows.length - 1);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  useEffect(() => {
    if (!isWanted || isBusy) return;
    setWanted(false);
    run(rows[chosen]);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, with the answer
  }, [isWanted, isBusy]);

  function run(row: Row | undefined): void {
    if (!row) return;
    onClose();
    // The dialog gives the focus back first; what runs may move it elsewhere.
    setTimeout(row.run, 0);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setIndex((chosen + 1) % Math.max(1, rows.length));
    else if (event.key === 'ArrowUp') setIndex((chosen - 1 + rows.length) % Math.max(1, rows.length));
    // Who presses Enter faster than the answer comes means what they typed, and not what stands there from before.
    else if (event.key === 'Enter' && isBusy && index === 0 && !rows[0]?.isAction) setWanted(true);
    else if (event.key === 'Enter') run(rows[chosen]);
    else return;
    event.preventDefault();
  }

  return (
    <BareDialog label={t.palette} onClose={onClose} size={620}>
      <div className={css.box}>
        <IconSearch size={18} aria-hidden />
        <input
          data-autofocus
          value={text}
          onChange={(event) => { setText(event.target.value); setIndex(0); setWanted(false); }}
          onKeyDown={onKeyDown}
          placeholder={t.search}
          aria-label={t.search}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={rows[chosen] ? `${listId}-${chosen}` : undefined}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <div className={css.list} id={listId} role="listbox" aria-label={t.palette} aria-busy={isBusy} ref={list}>
        {rows.length === 0 && <p className={css.nothing}>{isBusy ? t.loading : t.nothingFound}</p>}
        {rows.map((row, at) => (
          <div key={row.key}>
            {row.section !== rows[at - 1]?.section && <h3 role="presentation" className={css.section}>{row.section}</h3>}
            <div className={css.row} id={`${listId}-${at}`} role="option" aria-selected={at === chosen} onMouseMove={() => setIndex(at)} onClick={() => run(row)}>
              {row.content}
            </div>
          </div>
        ))}
      </div>
    </BareDialog>
  );
}
