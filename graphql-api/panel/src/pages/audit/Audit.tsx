import { useState } from 'react';
import { Button, Select } from '@mantine/core';
import { IconDownload, IconFilterOff, IconShieldCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { AuditLog, type AuditLogQuery, AuditPeople, AuditThings, type AuditThingsQuery } from '@generated';
import { useQuery } from '@/api/queries';
import { inWords } from '@/app/toasts';
import { useCondition } from '@/app/typed';
import { Bone, Empty, PageFrame, Pill, type Tone } from '@/kit';
import { SideDialog } from '@/kit/Dialog';
import { type Column, Facts, Listing, listing } from '@/kit/Listing';
import { count, dateAndTime, exactly, useFormats } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { AUDIT, DEEDS } from './texts';

type Entry = AuditLogQuery['auditLog']['nodes'][number];
type Thing = NonNullable<AuditThingsQuery['nodes'][number]>;

const OUTCOMES = ['DONE', 'REFUSED', 'FORBIDDEN', 'FAILED'] as const;
const TONES: Record<string, Tone> = { REFUSED: 'warn', FORBIDDEN: 'bad', FAILED: 'bad' };

/** Where a thing is looked at. */
const PAGE_OF: Record<string, string> = { Conversation: 'inbox', Customer: 'customers', Product: 'catalogue', Quote: 'quotes', Sale: 'sales' };

const keyOf = (it: Entry): string => [it.at, it.requestId, it.operation, it.actorId, ...it.entityIds].join(' ');

function useDeed(): (operation: string) => string {
  const deeds = useTexts(DEEDS) as Readonly<Record<string, string>>;
  return (operation) => deeds[operation] ?? operation;
}

function useActor(): (entry: Entry) => string {
  const t = useTexts(AUDIT);
  return ({ actorId, actorName }) => (actorId === 'unknown' ? t.nobody : actorId === 'link' ? t.link : actorName);
}

/** Who tried to change what, and what came of it. */
export default function Audit() {
  useFormats();
  const t = useTexts(AUDIT);
  const deed = useDeed();
  const actor = useActor();
  const deeds = useTexts(DEEDS) as Readonly<Record<string, string>>;
  const [advisor, setAdvisor] = useCondition('advisor');
  const [actorId, setActorId] = useCondition('actor');
  const [operation, setOperation] = useCondition('operation');
  const [wanted, setOutcome] = useCondition('outcome');
  const [entity, setEntity] = useCondition('entity');
  const [opened, setOpened] = useState<Entry | null>(null);
  const people = useQuery(AuditPeople, {});
  const outcome = OUTCOMES.find((it) => it === wanted) ?? null;
  const isNarrowed = Boolean(advisor || actorId || operation || outcome || entity);
  const filter = isNarrowed ? { advisor, actorId, operation, outcome, entity } : null;

  const columns: readonly Column<Entry>[] = [
    { title: t.what, of: (it) => <>{deed(it.operation)}{it.outcome !== 'DONE' && <> <Pill tone={TONES[it.outcome] ?? 'plain'}>{t.outcomes[it.outcome as keyof typeof t.outcomes] ?? it.outcome}</Pill></>}</> },
    { title: t.who, of: (it) => <>{actor(it)}{it.actorId.startsWith('token:') && <> <Pill>{t.program}</Pill></>}</> },
    { title: t.on, of: (it) => (it.entityIds.length === 0 ? t.nothing : t.things(it.entityIds.length)), isWide: true },
    { title: t.when, of: (it) => <time dateTime={it.at} title={exactly(it.at)}>{dateAndTime(it.at)}</time> },
  ];

  function narrow(set: (value: string | null) => void, value: string): void {
    set(value);
    setOpened(null);
  }

  return (
    <PageFrame
      title={t.title}
      tools={
        <>
          <Select aria-label={t.who} placeholder={t.everybody} clearable searchable style={{ flex: '0 1 190px' }} value={advisor} data={(people.data?.advisors ?? []).map((it) => ({ value: it.id, label: it.name }))} onChange={setAdvisor} />
          <Select aria-label={t.what} placeholder={t.everything} clearable searchable style={{ flex: '0 1 220px' }} value={operation} data={options(deeds, operation)} onChange={setOperation} />
          <Select aria-label={t.result} placeholder={`${t.result}: ${t.any}`} clearable value={outcome} data={OUTCOMES.map((it) => ({ value: it, label: t.outcomes[it] }))} onChange={setOutcome} style={{ flex: '0 1 170px' }} />
          <Button component="a" variant="default" href={`/exports/auditLog.csv?bom=true&variables=${encodeURIComponent(JSON.stringify(filter ? { filter } : {}))}`} download leftSection={<IconDownload size={16} aria-hidden />}>{t.csv}</Button>
        </>
      }
    >
      {(entity || actorId) && (
        <p className={listing.row} style={{ marginBottom: 12 }}>
          {entity && <Button variant="light" rightSection={<IconFilterOff size={14} aria-hidden />} onClick={() => setEntity(null)}>{t.only(t.thing.toLowerCase())}</Button>}
          {actorId && <Button variant="light" rightSection={<IconFilterOff size={14} aria-hidden />} onClick={() => setActorId(null)}>{t.only(actorId)}</Button>}
        </p>
      )}
      <Listing
        query={AuditLog}
        variables={{ filter, first: 50 }}
        page={(data) => data.auditLog}
        columns={columns}
        keyOf={keyOf}
        open={setOpened}
        current={opened ? keyOf(opened) : undefined}
        empty={isNarrowed ? <Empty icon={IconShieldCheck} title={t.noneSuch} /> : <Empty icon={IconShieldCheck} title={t.none}>{t.noneHelp}</Empty>}
      />
      <SideDialog isOpen={opened !== null} onClose={() => setOpened(null)} size={480} title={opened ? deed(opened.operation) : t.title}>
        {opened && (
          <>
            <Facts
              of={[
                [t.who, actor(opened)],
                [t.when, exactly(opened.at)],
                [t.result, t.outcomes[opened.outcome as keyof typeof t.outcomes] ?? opened.outcome],
                [t.codes, opened.codes.join(', ')],
                [t.operation, <code key="operation">{opened.operation}</code>],
                [t.request, opened.requestId && <code key="request">{opened.requestId}</code>],
              ]}
            />
            <div className={listing.row} style={{ marginTop: 14 }}>
              <Button variant="default" onClick={() => (opened.advisor ? narrow(setAdvisor, opened.advisor.id) : narrow(setActorId, opened.actorId))}>{t.allBy}</Button>
            </div>
            {opened.entityIds.length > 0 && <Things ids={opened.entityIds} onAll={(id) => narrow(setEntity, id)} />}
          </>
        )}
      </SideDialog>
    </PageFrame>
  );
}

function options(deeds: Readonly<Record<string, string>>, chosen: string | null): { value: string; label: string }[] {
  const all = Object.entries(deeds).map(([value, label]) => ({ value, label }));
  if (chosen && !deeds[chosen]) all.push({ value: chosen, label: chosen });
  return all.sort((a, b) => a.label.localeCompare(b.label));
}

function nameOf(thing: Thing): string | number | null | undefined {
  if ('customer' in thing) return thing.customer.displayName;
  if ('displayName' in thing) return thing.displayName;
  if ('title' in thing) return thing.title;
  if ('number' in thing) return thing.number;
  if ('name' in thing) return thing.name;
  if ('shortcut' in thing) return thing.shortcut;
  if ('text' in thing) return thing.text;
  return null;
}

/** What an entry was about, as it is now. */
function Things({ ids, onAll }: { ids: readonly string[]; onAll: (id: string) => void }) {
  const t = useTexts(AUDIT);
  const { data, error } = useQuery(AuditThings, { ids: [...ids] });
  const types = t.types as Readonly<Record<string, string>>;
  return (
    <div className={listing.part} style={{ marginTop: 22 }}>
      <h3>{t.on} · {count(ids.length)}</h3>
      {error && !data && <Empty title={inWords(error)} />}
      {!data && !error && <Bone height={60} />}
      <ul className={listing.part}>
        {data && ids.map((id, index) => {
          const thing = data.nodes[index];
          const page = thing && PAGE_OF[thing.__typename];
          const label = thing ? [types[thing.__typename] ?? thing.__typename, nameOf(thing)].filter(Boolean).join(': ') : t.gone;
          return (
            <li key={id} className={listing.row} style={{ justifyContent: 'space-between', flexWrap: 'nowrap' }}>
              <span style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{page ? <Link to={`/${page}/${encodeURIComponent(id)}`}>{label}</Link> : <span className={thing ? undefined : listing.soft}>{label}</span>}</span>
              <Button variant="subtle" style={{ flex: 'none' }} onClick={() => onAll(id)}>{t.allOf}</Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
