import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Query } from '@/api/operation';
import { useQuery } from '@/api/queries';
import { useOpened } from '@/app/opened';
import { inWords } from '@/app/toasts';
import { useCondition } from '@/app/typed';
import { Bone, Empty, PageFrame, Pill, type Tone, webUrl } from '@/kit';
import { dateAndTime, useFormats } from '@/texts/format';
import { texts, useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { SideDialog } from './Dialog';
import { type Column, Listing, type PageOf, Tabs, listing } from './Listing';

const REGISTER = texts({
  es: { number: 'Número', customer: 'Cliente', erased: 'Datos borrados', status: 'Estado', total: 'Total', made: 'Fecha', isac: 'ISAC', goInbox: 'Ir a la bandeja', payments: 'Pagos', link: 'Link de pago', simulated: 'simulado' },
  en: { number: 'Number', customer: 'Customer', erased: 'Data erased', status: 'Status', total: 'Total', made: 'Date', isac: 'ISAC', goInbox: 'Go to the inbox', payments: 'Payments', link: 'Payment link', simulated: 'simulated' },
  pt: { number: 'Número', customer: 'Cliente', erased: 'Dados apagados', status: 'Estado', total: 'Total', made: 'Data', isac: 'ISAC', goInbox: 'Ir para a caixa de entrada', payments: 'Pagamentos', link: 'Link de pagamento', simulated: 'simulado' },
});

/** What quotes and sales have in common. */
export interface Numbered {
  id: string;
  number: string;
  status: string;
  customer: { id: string; displayName: string } | null;
  advisor: { id: string; name: string } | null;
  total: { formatted: string };
  createdAt: string;
}

interface Registered<Data, Row extends Numbered, Whole, Status extends string> {
  title: string;
  /** Which of the API's words its states are. */
  kind: 'quote' | 'sale';
  statuses: readonly Status[];
  tones: Readonly<Record<string, Tone>>;
  query: Query<Data, { filter?: { status?: Status | null } | null | undefined; first: number; after?: string | null | undefined }>;
  page: (data: Data) => PageOf<Row>;
  /** What whoever made it is called. */
  by: string;
  /** The columns that only it has. */
  columns: readonly Column<Row>[];
  all: string;
  empty: { icon: Icon; title: string; help: string; titleOfStatus: string };
  /** What is read of the one that is open. */
  detail: Query<Whole, { id: string }>;
  whole: (data: Whole) => Pick<Numbered, 'number' | 'status'>;
  children: (data: Whole) => ReactNode;
}

/** A numbered list of the shop's papers by their state, the newest first, with the one that is open beside it. */
export function Register<Data, Row extends Numbered, Whole, Status extends string>(it: Registered<Data, Row, Whole, Status>) {
  useFormats();
  const t = useTexts(REGISTER);
  const word = useWord();
  const [opened, open] = useOpened();
  const [wanted, setStatus] = useCondition('status');
  const status = it.statuses.find((one) => one === wanted) ?? null;
  const pill = (of: string) => <Pill tone={it.tones[of] ?? 'plain'}>{word(it.kind, of)}</Pill>;
  const columns: readonly Column<Row>[] = [
    { title: t.number, of: (row) => <span style={{ whiteSpace: 'nowrap' }}>{row.number}</span> },
    { title: t.customer, of: (row) => row.customer?.displayName ?? t.erased },
    { title: t.status, of: (row) => pill(row.status) },
    { title: t.total, of: (row) => row.total.formatted, isFigure: true },
    { title: it.by, of: (row) => row.advisor?.name ?? t.isac, isWide: true },
    { title: t.made, of: (row) => dateAndTime(row.createdAt), isWide: true },
    ...it.columns,
  ];
  return (
    <PageFrame title={it.title}>
      <Tabs
        label={t.status}
        value={status as string | null}
        options={[{ value: null, title: it.all }, ...it.statuses.map((one) => ({ value: one as string | null, title: word(it.kind, one) }))]}
        onChange={setStatus}
      />
      <Listing
        query={it.query}
        variables={{ filter: status ? { status } : null, first: 50 }}
        page={it.page}
        columns={columns}
        keyOf={(row) => row.id}
        open={(row) => open(row.id)}
        current={opened ?? undefined}
        empty={
          <Empty icon={it.empty.icon} title={status ? it.empty.titleOfStatus : it.empty.title} action={<Button component={Link} to="/inbox">{t.goInbox}</Button>}>
            {status ? null : it.empty.help}
          </Empty>
        }
      />
      <SideDialog isOpen={opened !== null} onClose={() => open(null)} size={560} title={opened && <Title id={opened} of={it} pill={pill} />}>
        {opened && <Detail id={opened} of={it} />}
      </SideDialog>
    </PageFrame>
  );
}

type Open<Whole> = Pick<Registered<unknown, Numbered, Whole, string>, 'detail' | 'whole' | 'children'>;

function Title<Whole>({ id, of, pill }: { id: string; of: Open<Whole>; pill: (status: string) => ReactNode }) {
  const { data } = useQuery(of.detail, { id });
  if (!data) return <Bone width={140} height={20} />;
  const { number, status } = of.whole(data);
  return <span className={listing.row}><strong>{number}</strong>{pill(status)}</span>;
}

function Detail<Whole>({ id, of }: { id: string; of: Open<Whole> }) {
  const { data, error } = useQuery(of.detail, { id });
  if (error && !data) return <Empty title={inWords(error)} />;
  if (!data) return <Bone height={240} />;
  return <>{of.children(data)}</>;
}

/** Whom a paper is for, as a link to their record. */
export function CustomerLink({ customer }: { customer: Numbered['customer'] }) {
  const t = useTexts(REGISTER);
  return customer ? <Link to={`/customers/${customer.id}`}>{customer.displayName}</Link> : <>{t.erased}</>;
}

interface Paid {
  id: string;
  status: string;
  method: string;
  isSimulated: boolean;
  amount: { formatted: string };
  link: string | null;
}

/** What was asked for or came. */
export function Payments({ of }: { of: readonly Paid[] }) {
  const t = useTexts(REGISTER);
  const word = useWord();
  if (of.length === 0) return null;
  return (
    <div className={listing.part}>
      <h3>{t.payments}</h3>
      {of.map((it) => {
        const link = webUrl(it.link);
        return (
          <span key={it.id} className={listing.row}>
            {it.amount.formatted} · {word('paymentMethod', it.method)}{it.isSimulated && ` (${t.simulated})`} <Pill tone={it.status === 'APPROVED' ? 'good' : 'plain'}>{word('payment', it.status)}</Pill>
            {it.status === 'PENDING' && link && <a href={link} target="_blank" rel="noopener noreferrer">{t.link}</a>}
          </span>
        );
      })}
    </div>
  );
}
