import { useState } from 'react';
import { ActionIcon, Button, NumberInput, Select, Switch, TextInput, Textarea } from '@mantine/core';
import { IconBolt, IconPlus, IconX } from '@tabler/icons-react';
import { PreparedSteps, SaveQuickAction, StepProducts, type StepWholeFragment } from '@generated';
import { invalidate, useMutation, useQuery } from '@/api/queries';
import { APP } from '@/app/texts';
import { inWords, orComplain, say } from '@/app/toasts';
import { Bone, Empty, Pill } from '@/kit';
import { SideDialog } from '@/kit/Dialog';
import { listing } from '@/kit/Listing';
import { usePaused } from '@/kit/usePaused';
import { useTexts } from '@/texts/texts';
import { STEPS } from './stepTexts';

const TYPES = ['MESSAGE', 'PRODUCT', 'QUOTE'] as const;
const PAUSE_MS = 200;

type Edited = StepWholeFragment | 'NEW' | null;

/** What the shop has prepared, so that an advisor does it with one key. */
export function Steps({ search, mayEdit, edited, setEdited }: { search: string; mayEdit: boolean; edited: Edited; setEdited: (step: Edited) => void }) {
  const t = useTexts(STEPS);
  const app = useTexts(APP);
  const { data, error, reload } = useQuery(PreparedSteps, { search: search || null });
  const types = t.types as Readonly<Record<string, string>>;
  return (
    <>
      {error && !data && <Empty title={inWords(error)} action={<Button onClick={reload}>{app.retry}</Button>} />}
      {!data && !error && <Bone height={200} />}
      {data?.quickActions.length === 0 && (search
        ? <Empty icon={IconBolt} title={t.noneSuch} />
        : <Empty icon={IconBolt} title={t.none} action={mayEdit && <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('NEW')}>{t.newOne}</Button>}>{t.noneHelp}</Empty>)}
      {data && data.quickActions.length > 0 && (
        <div className={listing.scroll}>
          <table className={listing.table}>
            <thead><tr><th scope="col">{t.shortcut}</th><th scope="col">{t.name}</th><th scope="col">{t.what}</th><th scope="col" className={listing.wide}>{t.holds}</th></tr></thead>
            <tbody>
              {data.quickActions.map((it) => (
                <tr key={it.id} data-opens="" onClick={() => setEdited(it)}>
                  <td><button type="button" className={listing.opener} onClick={(event) => { event.stopPropagation(); setEdited(it); }}>{it.shortcut}</button></td>
                  <td>{it.title}{!it.isActive && <> <Pill tone="warn">{t.off}</Pill></>}</td>
                  <td>{types[it.type] ?? it.type}</td>
                  <td className={`${listing.wide} ${listing.soft}`}>{[it.lines.length > 0 && t.many(it.lines.length), it.text].filter(Boolean).join(' · ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <SideDialog isOpen={edited !== null} onClose={() => setEdited(null)} title={edited === 'NEW' ? t.newOne : t.one}>
        {edited && <Edit key={edited === 'NEW' ? '' : edited.id} step={edited === 'NEW' ? null : edited} mayEdit={mayEdit} onDone={() => setEdited(null)} />}
      </SideDialog>
    </>
  );
}

interface Line {
  sku: string;
  quantity: number | string;
}

function Edit({ step, mayEdit, onDone }: { step: StepWholeFragment | null; mayEdit: boolean; onDone: () => void }) {
  const t = useTexts(STEPS);
  const save = useMutation(SaveQuickAction);
  const [shortcut, setShortcut] = useState(step?.shortcut ?? '/');
  const [title, setTitle] = useState(step?.title ?? '');
  const [type, setType] = useState<string>(step?.type ?? 'MESSAGE');
  const [text, setText] = useState(step?.text ?? '');
  const [lines, setLines] = useState<readonly Line[]>(step?.lines ?? []);
  const [isActive, setActive] = useState(step?.isActive ?? true);
  const hasLines = type !== 'MESSAGE';
  return (
    <form
      className={listing.form}
      noValidate
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await save.run({
          input: { id: step?.id, version: step?.version, shortcut, title, type: type as (typeof TYPES)[number], text: text || null, lines: hasLines ? lines.map(({ sku, quantity }) => ({ sku, quantity: Number(quantity) })) : [], isActive },
        });
        if (done.ok) {
          invalidate(['QuickAction']);
          say(t.saved);
          onDone();
        } else if (done.wrong.length === 0 || done.wrong.some((it) => it.path.length === 0 || it.path.includes('version'))) {
          orComplain(done);
        }
      }}
    >
      {!mayEdit && <p className={listing.soft}>{t.readOnly}</p>}
      <TextInput label={t.shortcut} description={t.shortcutHelp} value={shortcut} readOnly={!mayEdit} error={save.wrongWith('shortcut')} onChange={(event) => setShortcut(event.currentTarget.value)} data-autofocus />
      <TextInput label={t.name} value={title} readOnly={!mayEdit} error={save.wrongWith('title')} onChange={(event) => setTitle(event.currentTarget.value)} />
      <Select label={t.what} value={type} readOnly={!mayEdit} allowDeselect={false} data={TYPES.map((it) => ({ value: it, label: t.types[it] }))} error={save.wrongWith('type')} onChange={(it) => it && setType(it)} />
      <Textarea label={hasLines ? t.textBefore : t.text} description={t.textHelp} autosize minRows={3} maxRows={12} value={text} readOnly={!mayEdit} error={save.wrongWith('text')} onChange={(event) => setText(event.currentTarget.value)} />
      {hasLines && <Lines of={lines} hasQuantity={type === 'QUOTE'} mayEdit={mayEdit} error={save.wrongWith('lines')} onChange={setLines} />}
      {mayEdit && (
        <>
          <Switch label={t.isActive} checked={isActive} onChange={(event) => setActive(event.currentTarget.checked)} />
          <div className={listing.row}><Button type="submit" loading={save.isBusy}>{t.save}</Button></div>
        </>
      )}
    </form>
  );
}

function Lines({ of, hasQuantity, mayEdit, error, onChange }: { of: readonly Line[]; hasQuantity: boolean; mayEdit: boolean; error: string | undefined; onChange: (lines: readonly Line[]) => void }) {
  const t = useTexts(STEPS);
  const [typed, setTyped] = useState('');
  const search = usePaused(typed.trim(), PAUSE_MS);
  const { data } = useQuery(StepProducts, mayEdit ? { search } : null);
  const found = (data?.products.nodes ?? []).filter((it) => of.every((line) => line.sku !== it.sku));
  return (
    <>
      <h3>{t.lines}</h3>
      {of.map((line, index) => (
        <div key={line.sku} className={listing.row}>
          <code style={{ flex: 1 }}>{line.sku}</code>
          {hasQuantity && <NumberInput aria-label={t.quantity(line.sku)} value={line.quantity} min={1} max={10_000} allowDecimal={false} readOnly={!mayEdit} onChange={(quantity) => onChange(of.map((it, at) => (at === index ? { ...it, quantity } : it)))} style={{ width: 90 }} />}
          {mayEdit && <ActionIcon aria-label={t.drop(line.sku)} onClick={() => onChange(of.filter((_, at) => at !== index))}><IconX size={16} aria-hidden /></ActionIcon>}
        </div>
      ))}
      {mayEdit && (
        <Select
          label={t.add}
          placeholder={t.search}
          searchable
          value={null}
          searchValue={typed}
          data={found.map((it) => ({ value: it.sku, label: `${it.title} · ${it.sku}` }))}
          filter={({ options }) => options}
          nothingFoundMessage={t.nothing}
          error={error}
          onSearchChange={setTyped}
          onChange={(sku) => {
            if (!sku) return;
            onChange([...of, { sku, quantity: 1 }]);
            setTyped('');
          }}
        />
      )}
    </>
  );
}
