import { useState } from 'react';
import { Button, TextInput, Textarea } from '@mantine/core';
import { IconSearch, IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import { CustomerChats, CustomerDetail, type CustomerWholeFragment, Customers as CustomersList, type CustomersQuery, MergeCustomers, SetConsent, SetSegment, UnmergeCustomers, UpdateCustomer } from '@generated';
import { change, useMutation, useQuery } from '@/api/queries';
import { useOpened } from '@/app/opened';
import { useMay } from '@/app/session';
import { inWords, orComplain, say } from '@/app/toasts';
import { useCondition, useTypedSearch } from '@/app/typed';
import { Avatar, Bone, ChannelMark, Empty, PageFrame, Pill, TagMark } from '@/kit';
import { SideDialog } from '@/kit/Dialog';
import { type Column, Facts, Listing, Tabs, listing } from '@/kit/Listing';
import { count, dateAndTime, listTime, shortDate, useFormats } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { Erasing, Privacy } from './Privacy';
import { CUSTOMERS } from './texts';

type Row = CustomersQuery['customers']['nodes'][number];

const SEGMENTS = ['RETAIL', 'WHOLESALE'] as const;
const PURPOSES = ['MARKETING', 'REMINDERS', 'SURVEYS'] as const;

const MOST_CONTACTS = 2;

/** One address for each account, the one that people know: a number, a name, and only then what the platform counts by. */
function contacts(handles: Row['handles']): Row['handles'] {
  const rank = (it: Row['handles'][number]) => (it.phoneNumber ? 0 : it.kind === 'USERNAME' ? 1 : 2);
  const best = new Map<string, Row['handles'][number]>();
  for (const it of [...handles].sort((a, b) => rank(a) - rank(b))) if (!best.has(it.channel.id)) best.set(it.channel.id, it);
  return [...best.values()].slice(0, MOST_CONTACTS);
}

/** Everybody who ever wrote. */
export default function Customers() {
  useFormats();
  const t = useTexts(CUSTOMERS);
  const word = useWord();
  const [opened, open] = useOpened();
  const [search, typed, setTyped] = useTypedSearch();
  const [wanted, setSegment] = useCondition('segment');
  // The server takes its time to go through everything; nobody who is being erased is shown meanwhile.
  const [erased, setErased] = useState<ReadonlySet<string>>(new Set());
  const segment = SEGMENTS.find((it) => it === wanted) ?? null;

  const columns: readonly Column<Row>[] = [
    { title: t.customer, of: (it) => <span className={listing.row}><Avatar name={it.displayName} size={28} />{it.displayName}</span> },
    { title: t.contact, of: (it) => <span className={listing.row}>{contacts(it.handles).map((handle) => <span key={handle.address} className={listing.row}><ChannelMark type={handle.channel.type} name={handle.channel.name} />{handle.phoneNumber ?? handle.address}</span>)}</span> },
    { title: t.segment, of: (it) => <Pill tone={it.segment === 'WHOLESALE' ? 'accent' : 'plain'}>{word('segment', it.segment)}{it.segmentSuggestion && ' ?'}</Pill> },
    { title: t.tags, of: (it) => <span className={listing.row}>{it.tags.map((tag) => <TagMark key={tag.id} name={tag.name} color={tag.color} />)}</span>, isWide: true },
    { title: t.email, of: (it) => it.email?.value ?? '—', isWide: true },
    { title: t.since, of: (it) => shortDate(it.createdAt), isWide: true },
  ];
  return (
    <PageFrame
      title={t.title}
      tools={<TextInput type="search" aria-label={t.search} placeholder={t.search} leftSection={<IconSearch size={16} aria-hidden />} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} style={{ flex: '0 1 380px' }} />}
    >
      <Tabs
        label={t.segment}
        value={segment as string | null}
        options={[{ value: null, title: t.all }, ...SEGMENTS.map((it) => ({ value: it as string | null, title: word('segment', it) }))]}
        onChange={setSegment}
      />
      <Listing
        query={CustomersList}
        variables={{ search: search || null, segment, first: 50 }}
        page={({ customers }) => ({ ...customers, nodes: customers.nodes.filter((it) => !erased.has(it.id)) })}
        columns={columns}
        keyOf={(it) => it.id}
        open={(it) => open(it.id)}
        current={opened ?? undefined}
        empty={
          search || segment ? <Empty icon={IconUsers} title={t.noneSuch} /> : (
            <Empty icon={IconUsers} title={t.none} action={<Button component="a" href="/simulator" target="isac-simulator">{t.simulator}</Button>}>{t.noneHelp}</Empty>
          )
        }
      />
      <SideDialog isOpen={opened !== null} onClose={() => open(null)} title={opened && <DrawerTitle id={opened} />}>
        {opened && <Detail key={opened} id={opened} onErased={() => setErased(new Set([...erased, opened]))} />}
      </SideDialog>
    </PageFrame>
  );
}

function DrawerTitle({ id }: { id: string }) {
  const word = useWord();
  const { data, error } = useQuery(CustomerDetail, { id });
  if (error) return null;
  if (!data) return <Bone width={180} height={22} />;
  return (
    <span className={listing.row}>
      <Avatar name={data.customer.displayName} size={30} />
      <strong>{data.customer.displayName}</strong>
      <Pill tone={data.customer.segment === 'WHOLESALE' ? 'accent' : 'plain'}>{word('segment', data.customer.segment)}</Pill>
    </span>
  );
}

function Detail({ id, onErased }: { id: string; onErased: () => void }) {
  const t = useTexts(CUSTOMERS);
  const mayExport = useMay('SUPERVISION');
  const [erasure, setErasure] = useState<string | null>(null);
  const { data, error } = useQuery(CustomerDetail, erasure ? null : { id });
  if (erasure) return <Erasing id={erasure} />;
  if (error && !data) return <Empty title={inWords(error)} />;
  if (!data) return <Bone height={320} />;
  const { customer } = data;
  return (
    <>
      {customer.mergeSuggestions.length > 0 && (
        <div className={listing.part}>
          <h3>{t.mayBe}</h3>
          {customer.mergeSuggestions.map((it) => (
            <span key={it.customer.id} className={listing.row}>
              <Link to={`/customers/${it.customer.id}`}>{it.customer.displayName}</Link>
              <Pill>{it.reason === 'SAME_EMAIL' ? t.sameEmail : t.samePhone}</Pill>
              <Button variant="default" onClick={async () => { if (orComplain(await change(MergeCustomers, { input: { customerId: id, mergedCustomerId: it.customer.id } }))) say(t.merged, () => void change(UnmergeCustomers, { input: { mergedCustomerId: it.customer.id } })); }}>{t.merge}</Button>
            </span>
          ))}
        </div>
      )}
      <div className={listing.part}><Chats id={id} /></div>
      <div className={listing.part}><Purchases customer={customer} /></div>
      <div className={listing.part}><Details customer={customer} /></div>
      <div className={listing.part}><SegmentPart customer={customer} /></div>
      <div className={listing.part}><Likes customer={customer} /></div>
      <div className={listing.part}><Consents customer={customer} /></div>
      {mayExport && (
        <div className={listing.part}>
          <Privacy
            customer={customer}
            onErasing={(it) => {
              setErasure(it);
              onErased();
            }}
          />
        </div>
      )}
      {customer.merged.length > 0 && (
        <div className={listing.part}>
          {customer.merged.map((it) => (
            <span key={it.customer.id} className={listing.row}>
              {t.wasMerged}: {it.customer.displayName} · {shortDate(it.mergedAt)}
              <Button variant="subtle" onClick={async () => { if (orComplain(await change(UnmergeCustomers, { input: { mergedCustomerId: it.customer.id } }))) say(t.unmerged); }}>{t.unmerge}</Button>
            </span>
          ))}
        </div>
      )}
    </>
  );
}

function Chats({ id }: { id: string }) {
  const t = useTexts(CUSTOMERS);
  const word = useWord();
  const { data } = useQuery(CustomerChats, { filter: { customer: id } });
  return (
    <>
      <h3>{t.chats}</h3>
      {!data && <Bone height={22} />}
      {data?.conversations.nodes.map((it) => (
        <span key={it.id} className={listing.row}>
          <ChannelMark type={it.account.type} name={it.account.name} />
          <Link to={`/inbox/${it.id}`}>{it.account.name}</Link>
          <Pill>{word('status', it.status)}</Pill>
          <span className={listing.soft}>{listTime(it.lastActivityAt)}</span>
        </span>
      ))}
    </>
  );
}

function Purchases({ customer: { purchases, sales } }: { customer: CustomerWholeFragment }) {
  const t = useTexts(CUSTOMERS);
  const word = useWord();
  return (
    <>
      <h3>{t.purchases}{purchases.spent && `: ${t.bought(count(purchases.count), purchases.spent.formatted)}`}</h3>
      {sales.nodes.length === 0 && <span className={listing.soft}>{t.noPurchases}</span>}
      {sales.nodes.map((it) => (
        <span key={it.id} className={listing.row}>
          <Link to={`/sales/${it.id}`}>{it.number}</Link>
          <Pill>{word('sale', it.status)}</Pill>
          <span className="figure">{it.total.formatted}</span>
          <span className={listing.soft}>{dateAndTime(it.createdAt)}</span>
        </span>
      ))}
    </>
  );
}

const FIELDS = ['name', 'email', 'taxId', 'document', 'address'] as const;

function Details({ customer }: { customer: CustomerWholeFragment }) {
  const t = useTexts(CUSTOMERS);
  const save = useMutation(UpdateCustomer);
  const [edited, setEdited] = useState<Partial<Record<(typeof FIELDS)[number] | 'notes', string>>>({});
  const isEdited = Object.keys(edited).length > 0;
  return (
    <form
      className={listing.form}
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await save.run({ input: { customerId: customer.id, ...edited } });
        if (done.ok) {
          setEdited({});
          say(t.saved);
        } else if (done.wrong.length === 0) {
          orComplain(done);
        }
      }}
    >
      <h3>{t.details}</h3>
      <div className={listing.pair}>
        {FIELDS.map((it) => (
          <TextInput key={it} label={t[it]} value={edited[it] ?? customer[it]?.value ?? ''} error={save.wrongWith(it)} onChange={(event) => setEdited({ ...edited, [it]: event.currentTarget.value })} />
        ))}
      </div>
      <Textarea label={t.notes} autosize minRows={2} maxRows={8} value={edited.notes ?? customer.notes} error={save.wrongWith('notes')} onChange={(event) => setEdited({ ...edited, notes: event.currentTarget.value })} />
      <div className={listing.row}><Button type="submit" disabled={!isEdited} loading={save.isBusy}>{t.save}</Button></div>
    </form>
  );
}

function SegmentPart({ customer }: { customer: CustomerWholeFragment }) {
  const t = useTexts(CUSTOMERS);
  const word = useWord();
  const save = useMutation(SetSegment);
  const [reason, setReason] = useState('');
  const other = customer.segment === 'WHOLESALE' ? 'RETAIL' : 'WHOLESALE';
  return (
    <form
      className={listing.form}
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await save.run({ input: { customerId: customer.id, segment: other, reason: reason.trim() } });
        if (done.ok) {
          setReason('');
          say(t.segmentSet);
        } else if (done.wrong.length === 0) {
          orComplain(done);
        }
      }}
    >
      <h3>{t.segment}</h3>
      <Facts of={[[word('segment', customer.segment), customer.segmentReason]]} />
      {customer.segmentSuggestion && <span>{t.suggestion(word('segment', customer.segmentSuggestion.segment), customer.segmentSuggestion.reason)}</span>}
      <TextInput aria-label={t.reason} placeholder={t.reason} value={reason} error={save.wrongWith('reason')} onChange={(event) => setReason(event.currentTarget.value)} />
      <div className={listing.row}><Button type="submit" variant="default" disabled={!reason.trim()} loading={save.isBusy}>{t.changeSegment(word('segment', other))}</Button></div>
    </form>
  );
}

function Likes({ customer: { preferences } }: { customer: CustomerWholeFragment }) {
  const t = useTexts(CUSTOMERS);
  const names = (of: readonly { name: string }[]) => of.map((it) => it.name).join(', ');
  const budget = [preferences.priceFrom?.formatted, preferences.priceTo?.formatted].filter(Boolean).join(' – ');
  return (
    <>
      <h3>{t.likes}</h3>
      <Facts of={[[t.families, names(preferences.families)], [t.brands, names(preferences.brands)], [t.categories, names(preferences.categories)], [t.sizes, preferences.sizes.join(', ')], [t.budget, budget]]} />
    </>
  );
}

function Consents({ customer }: { customer: CustomerWholeFragment }) {
  const t = useTexts(CUSTOMERS);
  const word = useWord();
  return (
    <>
      <h3>{t.consents}</h3>
      {PURPOSES.map((purpose) => {
        const known = customer.consents.find((it) => it.purpose === purpose);
        const note = async (isGranted: boolean) => {
          if (orComplain(await change(SetConsent, { input: { customerId: customer.id, purpose, isGranted, evidence: t.byPhone } }))) say(t.consentSet);
        };
        return (
          <span key={purpose} className={listing.row}>
            <span style={{ minWidth: 120 }}>{word('consent', purpose)}</span>
            <Pill tone={known ? (known.isGranted ? 'good' : 'bad') : 'plain'} title={known && `${t.evidence}: ${known.evidence} · ${dateAndTime(known.setAt)}`}>{known ? (known.isGranted ? t.allows : t.refuses) : t.unknown}</Pill>
            {known?.isGranted !== true && <Button variant="subtle" onClick={() => void note(true)}>{t.allows}</Button>}
            {known?.isGranted !== false && <Button variant="subtle" color="gray" onClick={() => void note(false)}>{t.refuses}</Button>}
          </span>
        );
      })}
    </>
  );
}
