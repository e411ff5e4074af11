import { useState } from 'react';
import { Button, TagsInput, Textarea } from '@mantine/core';
import { IconArrowsExchange, IconPlus } from '@tabler/icons-react';
import { DeleteSynonym, SaveSynonym, type SynonymWholeFragment, Synonyms as SynonymList } from '@generated';
import { change, invalidate, useMutation, useQuery } from '@/api/queries';
import { useMay } from '@/app/session';
import { APP } from '@/app/texts';
import { inWords, orComplain, say } from '@/app/toasts';
import { Bone, Empty, Pill } from '@/kit';
import { Dialog } from '@/kit/Dialog';
import { listing } from '@/kit/Listing';
import { useTexts } from '@/texts/texts';
import { groupsOf } from './groups';
import { SYNONYMS } from './synonymTexts';

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Which words mean the same in this shop. */
export function Synonyms({ search, isAdding, setAdding }: { search: string; isAdding: boolean; setAdding: (is: boolean) => void }) {
  const t = useTexts(SYNONYMS);
  const app = useTexts(APP);
  const mayEdit = useMay('INVENTORY');
  const { data, error, reload } = useQuery(SynonymList, {});
  const [edited, setEdited] = useState<SynonymWholeFragment | null>(null);
  const shown = data?.synonyms.filter((it) => it.terms.some((term) => plain(term).includes(plain(search))));
  // A group of one's own is what somebody looks for; those that came with the product follow.
  const sorted = shown && [...shown].sort((a, b) => Number(a.isUsual) - Number(b.isUsual));

  async function remove(group: SynonymWholeFragment): Promise<void> {
    if (!orComplain(await change(DeleteSynonym, { input: { id: group.id } }))) return;
    invalidate(['Synonym']);
    say(t.removed, () => void change(SaveSynonym, { input: { terms: [...group.terms] } }).then((done) => { if (orComplain(done)) invalidate(['Synonym']); }));
  }

  return (
    <>
      <p className={listing.lead}>{t.help}</p>
      {error && !data && <Empty title={inWords(error)} action={<Button onClick={reload}>{app.retry}</Button>} />}
      {!data && !error && <Bone height={220} />}
      {sorted?.length === 0 && (search
        ? <Empty icon={IconArrowsExchange} title={t.noneSuch} />
        : <Empty icon={IconArrowsExchange} title={t.none} action={mayEdit && <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>{t.add}</Button>}>{t.noneHelp}</Empty>)}
      {sorted && sorted.length > 0 && (
        <div className={listing.scroll}>
          <table className={listing.table}>
            <thead><tr><th scope="col">{t.words}</th>{mayEdit && <th scope="col" style={{ width: 1 }}>{t.acts}</th>}</tr></thead>
            <tbody>
              {sorted.map((it) => (
                <tr key={it.id}>
                  <td><span className={listing.row}>{it.terms.map((term) => <Pill key={term} tone={it.isUsual ? 'plain' : 'accent'}>{term}</Pill>)}{it.isUsual && <small className={listing.soft} title={t.usualHelp}>{t.usual}</small>}</span></td>
                  {mayEdit && <td><span className={listing.tools}><Button variant="subtle" aria-label={`${t.edit}: ${it.terms[0]}`} onClick={() => setEdited(it)}>{t.edit}</Button><Button variant="subtle" color="red" aria-label={`${t.remove}: ${it.terms[0]}`} onClick={() => void remove(it)}>{t.remove}</Button></span></td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Dialog isOpen={edited !== null} onClose={() => setEdited(null)} title={t.edit}>{edited && <Edit key={edited.id} group={edited} onDone={() => setEdited(null)} />}</Dialog>
      <Dialog isOpen={isAdding} onClose={() => setAdding(false)} title={t.add} size={620}>{isAdding && <Add onDone={() => setAdding(false)} />}</Dialog>
    </>
  );
}

function Edit({ group, onDone }: { group: SynonymWholeFragment; onDone: () => void }) {
  const t = useTexts(SYNONYMS);
  const save = useMutation(SaveSynonym);
  const [terms, setTerms] = useState<string[]>([...group.terms]);
  return (
    <form
      className={listing.form}
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await save.run({ input: { id: group.id, terms } });
        if (done.ok) {
          invalidate(['Synonym']);
          say(t.saved);
          onDone();
        } else if (done.wrong.length === 0) {
          orComplain(done);
        }
      }}
    >
      <TagsInput label={t.terms} description={t.termsHelp} value={terms} error={save.wrongWith('terms')} onChange={setTerms} data-autofocus />
      <div className={listing.row}><Button type="submit" loading={save.isBusy}>{t.save}</Button></div>
    </form>
  );
}

interface Refusal {
  line: number;
  text: string;
  message: string;
}

/** Several groups at once: the good lines are taken, the others stay and say why. */
function Add({ onDone }: { onDone: () => void }) {
  const t = useTexts(SYNONYMS);
  const [text, setText] = useState('');
  const [refused, setRefused] = useState<readonly Refusal[]>([]);
  const [isBusy, setBusy] = useState(false);

  async function take(): Promise<void> {
    setBusy(true);
    const groups = groupsOf(text);
    const wrong: Refusal[] = [];
    for (const { text: line, terms } of groups) {
      const done = await change(SaveSynonym, { input: { terms: [...terms] } });
      if (!done.ok) wrong.push({ line: wrong.length + 1, text: line, message: done.wrong.map((it) => it.message).join(' ') || inWords(done.problem) });
    }
    setBusy(false);
    invalidate(['Synonym']);
    if (groups.length > wrong.length) say(t.savedMany(groups.length - wrong.length));
    setRefused(wrong);
    // What was taken is gone from the box, so that trying again tries only the rest.
    setText(wrong.map((it) => it.text).join('\n'));
    if (wrong.length === 0) onDone();
  }

  return (
    <form className={listing.form} onSubmit={(event) => { event.preventDefault(); void take(); }}>
      <Textarea label={t.groups} description={t.groupsHelp} autosize minRows={5} maxRows={14} value={text} error={refused.length > 0 ? t.wrong(refused.length) : undefined} onChange={(event) => setText(event.currentTarget.value)} data-autofocus />
      {refused.length > 0 && (
        <div className={listing.scroll}>
          <table className={listing.table}>
            <thead><tr><th scope="col" className="figure">{t.line}</th><th scope="col">{t.row}</th><th scope="col">{t.problem}</th></tr></thead>
            <tbody>{refused.map((it) => <tr key={it.line}><td className="figure">{it.line}</td><td>{it.text}</td><td>{it.message}</td></tr>)}</tbody>
          </table>
        </div>
      )}
      <div className={listing.row}><Button type="submit" disabled={groupsOf(text).length === 0} loading={isBusy}>{t.save}</Button></div>
    </form>
  );
}
