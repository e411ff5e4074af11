import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button, FileInput, Select, TextInput } from '@mantine/core';
import { IconFileText, IconRefresh, IconSend, IconSparkles } from '@tabler/icons-react';
import { TrialShop, TryAssistant, type TryAssistantMutation } from '@generated';
import { ask as read } from '@/api/http';
import { change, useQuery } from '@/api/queries';
import { useCondition } from '@/app/typed';
import { complain, inWords, orComplain } from '@/app/toasts';
import { Pill, type Tone } from '@/kit';
import { Tabs, listing } from '@/kit/Listing';
import { Section, Sections } from '@/kit/Section';
import { clock, count, dateAndTime, percent } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { ASSISTANT } from './texts';
import { sendersOf, transcriptOf } from './transcript';
import css from './assistant.module.css';

type Report = NonNullable<TryAssistantMutation['dryRunAssistant']['report']>;
type Turn = Report['turns'][number];
type Reply = Turn['replies'][number];

const LONGEST = 1_000_000;
const TONES: Record<string, Tone> = { ANSWER: 'ai', ASK: 'ai', HAND_OVER: 'warn' };

/** What the assistant would answer, without anybody being answered. */
export function Trial() {
  const t = useTexts(ASSISTANT);
  const [source, setSource] = useCondition('chat');
  const isExported = source === 'exported';
  return (
    <Sections>
      <Section
        title={t.ask}
        help={isExported ? t.fileHelp : t.askHelp}
        tools={<div className={css.source}><Tabs label={t.ask} value={isExported ? 'exported' : null} options={[{ value: null, title: t.typed }, { value: 'exported', title: t.exported }]} onChange={setSource} /></div>}
      >
        {isExported ? <Exported /> : <Typed />}
      </Section>
    </Sections>
  );
}

function Typed() {
  const t = useTexts(ASSISTANT);
  const [text, setText] = useState('');
  const [waiting, setWaiting] = useState<string | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const [said, setSaid] = useState<readonly string[]>([]);
  const end = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (said.length > 0) end.current?.scrollIntoView({ block: 'nearest' });
  }, [said, waiting]);

  async function ask(message: string): Promise<void> {
    const words = message.trim();
    if (!words || waiting !== null) return;
    setWaiting(words);
    setText('');
    // The whole talk anew: what was said before is what the answer depends on.
    const report = await answers([...said, words]);
    setWaiting(null);
    if (report) {
      setSaid([...said, words]);
      setReport(report);
    } else {
      setText(words);
    }
  }

  return (
    <>
      <div className={css.talk} role="log" aria-label={t.isacSays} aria-busy={waiting !== null}>
        {said.length === 0 && waiting === null && (
          <div className={css.examples}>
            <IconSparkles size={26} stroke={1.6} aria-hidden />
            {t.examples.split('\n').map((it) => <button key={it} type="button" lang="es" onClick={() => void ask(it)}>{it}</button>)}
          </div>
        )}
        {report?.turns.map((it) => <TurnShown key={it.line} turn={it} />)}
        {waiting !== null && <p className={css.customer}>{waiting}</p>}
        <div ref={end} />
      </div>
      <form
        className={css.composer}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void ask(text);
        }}
      >
        <TextInput aria-label={t.customerSays} placeholder={t.customerSays} maxLength={4096} autoComplete="off" value={text} onChange={(event) => setText(event.currentTarget.value)} style={{ flex: '1 1 220px' }} />
        <Button type="submit" size="sm" leftSection={<IconSend size={16} aria-hidden />} loading={waiting !== null}>{t.send}</Button>
        {said.length > 0 && (
          <Button size="sm" variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => { setSaid([]); setReport(null); }}>{t.again}</Button>
        )}
      </form>
    </>
  );
}

/** Hours and greetings are those of the shop's own clock. */
async function answers(messages: readonly string[]): Promise<Report | null> {
  try {
    const { serverInfo } = await read(TrialShop, {});
    const done = await change(TryAssistant, { input: transcriptOf(messages, serverInfo.shop.timeZone, new Date()) });
    return orComplain(done) ? done.payload.report : null;
  } catch (problem) {
    complain(inWords(problem as Error));
    return null;
  }
}

function Exported() {
  const t = useTexts(ASSISTANT);
  const shop = useQuery(TrialShop, {});
  const [file, setFile] = useState<File | null>(null);
  const [transcript, setTranscript] = useState('');
  const [ownName, setOwnName] = useState('');
  const [accountId, setAccountId] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [report, setReport] = useState<Report | null>(null);
  const senders = sendersOf(transcript);
  const isTooBig = transcript.length > LONGEST;

  async function read(it: File | null): Promise<void> {
    const words = it && it.size <= 4 * LONGEST ? await it.text() : it ? ' '.repeat(LONGEST + 1) : '';
    const names = sendersOf(words);
    setFile(it);
    setReport(null);
    setTranscript(words);
    // Customers write first.
    setOwnName(names[1] ?? names[0] ?? '');
  }

  async function replay(): Promise<void> {
    setBusy(true);
    const done = await change(TryAssistant, { input: { transcript, ownName, accountId } });
    setBusy(false);
    if (orComplain(done)) setReport(done.payload.report);
  }

  return (
    <>
      <form
        className={listing.form}
        onSubmit={(event) => {
          event.preventDefault();
          void replay();
        }}
      >
        <FileInput label={t.file} placeholder="WhatsApp.txt" accept=".txt,text/plain" clearable leftSection={<IconFileText size={16} aria-hidden />} value={file} error={isTooBig ? t.tooBig : undefined} onChange={(it) => void read(it)} />
        <div className={listing.pair}>
          {senders.length > 0
            ? <Select label={t.who} allowDeselect={false} value={ownName} data={senders} onChange={(it) => it && setOwnName(it)} />
            : <TextInput label={t.who} value={ownName} onChange={(event) => setOwnName(event.currentTarget.value)} />}
          <Select label={t.account} placeholder={t.anyAccount} clearable value={accountId} data={(shop.data?.channels ?? []).map((it) => ({ value: it.id, label: it.name }))} onChange={setAccountId} />
        </div>
        <div className={listing.row}><Button type="submit" loading={isBusy} disabled={!transcript || isTooBig || !ownName.trim()}>{t.replay}</Button></div>
      </form>
      {report && <Replayed report={report} />}
    </>
  );
}

function Replayed({ report }: { report: Report }) {
  const t = useTexts(ASSISTANT);
  const { summary } = report;
  const parts = [
    ['ANSWER', summary.answered],
    ['ASK', summary.asked],
    ['HAND_OVER', summary.handedOver],
    ['WITH_PERSON', summary.withPerson],
    ['SILENT', summary.silent],
  ] as const;
  if (summary.turns === 0) return <p className={listing.soft}>{t.noTurns}</p>;
  return (
    <>
      <div className={css.summary} role="status">
        <strong>{t.turns(summary.turns)}</strong>
        <span className={css.shares} aria-hidden>{parts.filter(([, many]) => many > 0).map(([name, many]) => <i key={name} data-decision={name} style={{ flexGrow: many }} />)}</span>
        <ul>
          {parts.filter(([, many]) => many > 0).map(([name, many]) => <li key={name} data-decision={name}>{t.decisions[name]}: <b>{count(many)}</b> ({percent(many / summary.turns)})</li>)}
        </ul>
        {report.skippedTurns > 0 && <p>{t.skipped(report.skippedTurns)}</p>}
        {report.unreadableLines.length > 0 && <p>{t.unreadable(report.unreadableLines.join(', '))}</p>}
      </div>
      <div className={css.talk} data-long="" tabIndex={0} role="log" aria-label={t.isacSays}>{report.turns.map((it) => <TurnShown key={it.line} turn={it} withTime />)}</div>
    </>
  );
}

/** What a customer said, what a person said to it then, and what the assistant would have said. */
function TurnShown({ turn, withTime }: { turn: Turn; withTime?: boolean }) {
  const t = useTexts(ASSISTANT);
  const word = useWord();
  return (
    <article className={css.turn} data-decision={turn.decision}>
      {withTime && <time className={css.when} dateTime={turn.at}>{dateAndTime(turn.at)}</time>}
      {turn.customer.map((it, index) => <p key={index} className={css.customer}>{it}</p>)}
      {turn.intents.length > 0 && <p className={css.intents}>{t.understood}: {turn.intents.map((it) => `${word('intent', it.intent)} ${percent(it.probability)}`).join(' · ')}</p>}
      {turn.shop.length > 0 && withTime && (
        <div className={css.shop}><small>{t.saidThen}</small>{turn.shop.map((it, index) => <p key={index}>{it}</p>)}</div>
      )}
      <div className={css.answer}>
        <Pill tone={TONES[turn.decision] ?? 'plain'}>{t.decisions[turn.decision as keyof typeof t.decisions] ?? turn.decision}</Pill>
        {turn.handOverReason && <small>{word('escalation', turn.handOverReason)}</small>}
        {turn.handOverEvidence && <code>{turn.handOverEvidence}</code>}
      </div>
      {turn.replies.map((it, index) => <ReplyShown key={index} reply={it} isExplained={it.evidence.rule !== turn.replies[index - 1]?.evidence.rule} />)}
    </article>
  );
}

/** What stands on the same ground as the reply before it is not explained again. */
function ReplyShown({ reply: { text, content, evidence }, isExplained }: { reply: Reply; isExplained: boolean }) {
  const t = useTexts(ASSISTANT);
  const word = useWord();
  const choices = content.__typename === 'InteractiveContent' ? content : null;
  return (
    <div className={css.reply}>
      {choices?.header && <strong>{choices.header}</strong>}
      <p>{choices ? choices.text : text}</p>
      {choices?.footer && <small>{choices.footer}</small>}
      {choices && (
        <ul className={css.choices} aria-label={choices.listButton ?? undefined}>
          {choices.options.map((it) => <li key={it.id}>{it.title}{it.description && <small>{it.description}</small>}</li>)}
        </ul>
      )}
      {isExplained && <details className={css.evidence}>
        <summary>{t.why}</summary>
        <p>{evidence.intent && <b>{word('intent', evidence.intent)} · </b>}{t.rule} <code>{evidence.rule}</code></p>
        {evidence.products.length > 0 && (
          <table>
            <caption>{t.readAt(clock(evidence.at))}</caption>
            <tbody>
              {evidence.products.map((it) => <tr key={it.sku}><td>{it.title}</td><td className="figure">{it.price.formatted}</td><td className="figure">{it.stock > 0 ? t.inStock(count(it.stock)) : t.outOfStock}</td></tr>)}
            </tbody>
          </table>
        )}
      </details>}
    </div>
  );
}
