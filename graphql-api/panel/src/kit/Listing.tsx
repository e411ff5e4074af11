import { type ReactNode, useState } from 'react';
import { Button } from '@mantine/core';
import type { Query } from '@/api/operation';
import { useQuery } from '@/api/queries';
import { inWords } from '@/app/toasts';
import { APP } from '@/app/texts';
import { texts, useTexts } from '@/texts/texts';
import { Bone, Empty } from '.';
import css from './listing.module.css';

const LISTING = texts({
  es: { more: 'Ver más' },
  en: { more: 'Show more' },
  pt: { more: 'Ver mais' },
});

/** A page of a list, as every connection of the API has it. */
export interface PageOf<Row> {
  nodes: readonly Row[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** A column: its heading, and what it says of a row. */
export interface Column<Row> {
  title: string;
  of: (row: Row) => ReactNode;
  /** Money, stock and counts stand as figures. */
  isFigure?: boolean;
  /** Left out where there is little room. */
  isWide?: boolean;
}

interface Listed<Data, Variables, Row> {
  query: Query<Data, Variables>;
  /** All but the cursor. */
  variables: NoInfer<Omit<Variables, 'after'>>;
  page: (data: Data) => PageOf<Row>;
  columns: readonly Column<Row>[];
  keyOf: (row: Row) => string;
  /** What a press on a row does; its first column is the link or button for keyboards. */
  open?: (row: Row) => void;
  current?: string | undefined;
  empty: ReactNode;
}

const classOf = (column: Column<never>): string | undefined => [column.isFigure && 'figure', column.isWide && css.wide].filter(Boolean).join(' ') || undefined;

/** A list of the API as a table, page after page; each page stays live by itself. */
export function Listing<Data, Variables, Row>(it: Listed<Data, Variables, Row>) {
  // Other conditions are another list, which begins at its beginning.
  return <Pages key={JSON.stringify(it.variables)} {...it} />;
}

function Pages<Data, Variables, Row>(it: Listed<Data, Variables, Row>) {
  const t = useTexts(LISTING);
  const app = useTexts(APP);
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  const first = useQuery(it.query, { ...it.variables, after: null } as Variables);
  const last = useQuery(it.query, { ...it.variables, after: cursors.at(-1) ?? null } as Variables);

  if (first.error && !first.data) return <Empty title={inWords(first.error)} action={<Button onClick={first.reload}>{app.retry}</Button>} />;
  if (first.data && it.page(first.data).nodes.length === 0) return <>{it.empty}</>;
  const info = last.data && it.page(last.data).pageInfo;
  return (
    <>
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>{it.columns.map((column) => <th key={column.title} scope="col" className={classOf(column)}>{column.title}</th>)}</tr>
          </thead>
          {cursors.map((cursor) => <Part key={cursor ?? ''} {...it} cursor={cursor} />)}
        </table>
      </div>
      {info?.hasNextPage && (
        <div className={css.more}>
          <Button variant="default" onClick={() => setCursors([...cursors, info.endCursor])}>{t.more}</Button>
        </div>
      )}
    </>
  );
}

function Part<Data, Variables, Row>({ cursor, ...it }: Listed<Data, Variables, Row> & { cursor: string | null }) {
  const { data } = useQuery(it.query, { ...it.variables, after: cursor } as Variables);
  if (!data) {
    return (
      <tbody>
        {Array.from({ length: 8 }, (_, index) => (
          <tr key={index}>{it.columns.map((column) => <td key={column.title} className={classOf(column)}><Bone height={18} /></td>)}</tr>
        ))}
      </tbody>
    );
  }
  return (
    <tbody>
      {it.page(data).nodes.map((row) => {
        const key = it.keyOf(row);
        return (
          <tr key={key} data-opens={it.open ? '' : undefined} data-current={it.current === key ? '' : undefined} onClick={it.open && (() => it.open?.(row))}>
            {it.columns.map((column, index) => (
              <td key={column.title} className={classOf(column)}>
                {index === 0 && it.open ? (
                  <button type="button" className={css.opener} onClick={(event) => { event.stopPropagation(); it.open?.(row); }}>{column.of(row)}</button>
                ) : (
                  column.of(row)
                )}
              </td>
            ))}
          </tr>
        );
      })}
    </tbody>
  );
}

/** One of several ways to narrow a list. */
export function Tabs<Value extends string | null>({ label, value, options, onChange }: { label: string; value: Value; options: readonly { value: Value; title: string }[]; onChange: (value: Value) => void }) {
  return (
    <div className={css.tabs} role="group" aria-label={label}>
      {options.map((it) => (
        <button key={it.value ?? ''} type="button" className={css.tab} aria-pressed={it.value === value} onClick={() => onChange(it.value)}>{it.title}</button>
      ))}
    </div>
  );
}

/** What is known of something, line by line; what is empty is left out. */
export function Facts({ of }: { of: readonly (readonly [name: ReactNode, value: ReactNode])[] }) {
  return (
    <dl className={css.facts}>
      {of.filter(([, value]) => value !== null && value !== undefined && value !== '').map(([name, value], index) => (
        <div key={typeof name === 'string' ? name : index} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export { css as listing };
