import { useRef, useState } from 'react';
import { Button, Select, TextInput, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPlay, IconPlus, IconRoute, IconTestPipe } from '@tabler/icons-react';
import { ActivateRoute, ChannelRoutes, RemoveRoute, type RouteWholeFragment, StageRoute, type StageRouteMutation } from '@generated';
import { ask } from '@/api/http';
import { type Wrong, change, useQuery } from '@/api/queries';
import { APP } from '@/app/texts';
import { complain, inWords, orComplain, say } from '@/app/toasts';
import { Bone, Empty, Pill } from '@/kit';
import { SideDialog } from '@/kit/Dialog';
import { listing } from '@/kit/Listing';
import { dateAndTime } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { CodeArea, type GoTo } from './CodeArea';
import { ROUTES, SKELETON, SKELETON_ANSWER, SKELETON_SAMPLE } from './routeTexts';
import css from './routes.module.css';

/** What a file that is not there yet is called in the address. */
export const NEW = 'new';

type Problem = RouteWholeFragment['problems'][number];
type Trial = NonNullable<StageRouteMutation['stageRoute']['trial']>;

/** The files that define channels of the shop's own. */
export function Routes({ opened, open }: { opened: string | null; open: (name: string | null) => void }) {
  const t = useTexts(ROUTES);
  const app = useTexts(APP);
  const { data, error, reload } = useQuery(ChannelRoutes, {});
  // A new file that was kept under its name stays as it is before whoever wrote it.
  const [born, setBorn] = useState<string | null>(null);
  const route = data?.channelRoutes.find((it) => it.name === opened) ?? null;
  const title = opened === NEW ? t.newOne : `${opened}.yaml`;

  function keep(name: string): void {
    setBorn(name);
    reload();
    open(name);
  }

  function close(): void {
    setBorn(null);
    open(null);
  }

  return (
    <>
      {error && !data && <Empty title={inWords(error)} action={<Button onClick={reload}>{app.retry}</Button>} />}
      {!data && !error && <Bone height={180} />}
      {data?.channelRoutes.length === 0 && <Empty icon={IconRoute} title={t.none} action={<Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open(NEW)}>{t.newOne}</Button>}>{t.noneHelp}</Empty>}
      {data && data.channelRoutes.length > 0 && (
        <div className={listing.scroll}>
          <table className={listing.table}>
            <thead><tr><th scope="col">{t.file}</th><th scope="col" className={listing.wide}>{t.channel}</th><th scope="col">{t.state}</th><th scope="col" className={`figure ${listing.wide}`}>{t.revision}</th></tr></thead>
            <tbody>
              {data.channelRoutes.map((it) => (
                <tr key={it.name} data-opens="" data-current={it.name === opened ? '' : undefined} onClick={() => open(it.name)}>
                  <td><button type="button" className={listing.opener} onClick={(event) => { event.stopPropagation(); open(it.name); }}>{it.name}.yaml</button></td>
                  <td className={listing.wide}>{it.kind ? <>{it.title} <span className={listing.soft}>{it.kind}</span></> : <span className={listing.soft}>{it.isRunning ? t.plain : '—'}</span>}</td>
                  <td><State route={it} /></td>
                  <td className={`figure ${listing.wide}`}>{it.activeRevision ?? (it.revisions.length > 0 ? '—' : t.byHand)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <SideDialog isOpen={opened !== null} onClose={close} size={820} title={title}>
        {opened !== null && data && (opened === NEW || opened === born || route ? <Editor key={opened === born ? NEW : opened} route={route} onStaged={keep} onChanged={reload} onGone={() => { reload(); close(); }} /> : <Empty title={app.gone} />)}
      </SideDialog>
    </>
  );
}

function State({ route }: { route: RouteWholeFragment }) {
  const t = useTexts(ROUTES);
  return (
    <span className={listing.row}>
      {route.isRunning ? <Pill tone="good">{t.running}</Pill> : route.revisions.length > 0 && route.problems.length === 0 ? <Pill>{t.staged}</Pill> : <Pill tone="warn">{t.stopped}</Pill>}
      {route.problems.length > 0 && <Pill tone="bad">{t.problems(route.problems.length)}</Pill>}
    </span>
  );
}

/** `name: value` a line; the first colon parts them. */
export function headersOf(text: string): { name: string; value: string }[] {
  return text.split('\n').map((it) => it.trim()).filter((it) => it.includes(':')).map((it) => ({ name: it.slice(0, it.indexOf(':')).trim(), value: it.slice(it.indexOf(':') + 1).trim() }));
}

function Editor({ route, onStaged, onChanged, onGone }: { route: RouteWholeFragment | null; onStaged: (name: string) => void; onChanged: () => void; onGone: () => void }) {
  const t = useTexts(ROUTES);
  const current = route?.revisions.find((it) => it.number === route.activeRevision) ?? route?.revisions[0];
  const [name, setName] = useState(route?.name ?? '');
  const [yaml, setYaml] = useState(route ? (current?.yaml ?? '') : SKELETON);
  const [sample, setSample] = useState(route ? '{}' : SKELETON_SAMPLE);
  const [headers, setHeaders] = useState('');
  const [answer, setAnswer] = useState(route ? '' : SKELETON_ANSWER);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [trial, setTrial] = useState<Trial | null>(null);
  const [wrong, setWrong] = useState<readonly Wrong[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [isSure, setSure] = useState(false);
  const area = useRef<GoTo>(null);
  const staged = route?.revisions.find((it) => it.yaml === yaml);
  const wrongWith = (field: string) => wrong.find((it) => it.path.includes(field))?.message;
  const isActive = staged !== undefined && staged.number === route?.activeRevision && route.isRunning;

  /** A refusal says where in the file it hurts, besides what is wrong with the rest of the input. */
  async function attempt<Payload extends { problems: readonly Problem[]; userErrors: readonly Wrong[] }>(work: () => Promise<Payload>): Promise<Payload | null> {
    setBusy(true);
    setProblems([]);
    setWrong([]);
    try {
      const payload = await work();
      setProblems(payload.problems);
      setWrong(payload.userErrors);
      return payload.userErrors.length === 0 ? payload : null;
    } catch (problem) {
      complain(inWords(problem as Error));
      return null;
    } finally {
      setBusy(false);
    }
  }

  async function tryIt(): Promise<void> {
    setTrial(null);
    const input = { name, yaml, sample, sampleHeaders: headersOf(headers), sampleAnswer: answer.trim() || undefined };
    const done = await attempt(async () => (await ask(StageRoute, { input })).stageRoute);
    if (!done) return;
    setTrial(done.trial);
    say(t.keeps(done.revision?.number ?? 1));
    // Kept, it is a file like the others.
    if (route) onChanged();
    else onStaged(name);
  }

  async function start(revision: number): Promise<void> {
    if (!(await attempt(async () => (await ask(ActivateRoute, { input: { name, revision } })).activateRoute))) return;
    say(t.activated(`${name}.yaml`));
    onChanged();
  }

  return (
    <div className={listing.form}>
      {route && route.problems.length > 0 && <Problems title={t.inFolder} of={route.problems} />}
      {!route && <TextInput label={t.name} description={t.nameHelp} value={name} error={wrongWith('name')} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />}
      {route && route.revisions.length === 0 && <p className={listing.soft}>{t.noText}</p>}
      {route && route.revisions.length > 0 && (
        <Select
          label={t.revision}
          description={staged ? undefined : t.unsaved}
          allowDeselect={false}
          value={staged ? String(staged.number) : null}
          data={route.revisions.map((it) => ({ value: String(it.number), label: `${it.number} · ${t.by(it.stagedBy, dateAndTime(it.stagedAt))}${it.number === route.activeRevision ? ` · ${t.active}` : ''}` }))}
          onChange={(number) => {
            setYaml(route.revisions.find((it) => String(it.number) === number)?.yaml ?? yaml);
            setProblems([]);
            setTrial(null);
          }}
        />
      )}
      <div className={css.file}>
        <span className={css.label}>{t.yaml}</span>
        <CodeArea
          label={t.yaml}
          value={yaml}
          wrongLines={new Set(problems.flatMap((it) => (it.line === null ? [] : [it.line])))}
          handle={area}
          onChange={(value) => {
            setYaml(value);
            setProblems([]);
          }}
        />
      </div>
      {problems.length > 0 && <Problems title={t.problems(problems.length)} of={problems} onGo={(line, column) => area.current?.goTo(line, column)} />}
      <Textarea classNames={{ input: css.code }} label={t.sample} description={t.sampleHelp} autosize minRows={3} maxRows={10} spellCheck={false} value={sample} error={wrongWith('sample')} onChange={(event) => setSample(event.currentTarget.value)} />
      <details className={css.more}>
        <summary>{t.more}</summary>
        <div className={listing.form}>
          <Textarea classNames={{ input: css.code }} label={t.headers} description={t.headersHelp} autosize minRows={2} maxRows={6} spellCheck={false} value={headers} error={wrongWith('sampleHeaders')} onChange={(event) => setHeaders(event.currentTarget.value)} />
          <Textarea classNames={{ input: css.code }} label={t.answer} description={t.answerHelp} autosize minRows={2} maxRows={6} spellCheck={false} value={answer} error={wrongWith('sampleAnswer')} onChange={(event) => setAnswer(event.currentTarget.value)} />
        </div>
      </details>
      <div className={listing.row}>
        <Button leftSection={<IconTestPipe size={16} aria-hidden />} variant={staged && !isActive ? 'default' : 'filled'} loading={isBusy} disabled={!name.trim()} onClick={() => void tryIt()}>{t.tryIt}</Button>
        {staged && !isActive && <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} loading={isBusy} onClick={() => void start(staged.number)}>{t.activate(staged.number)}</Button>}
        {isActive && <Pill tone="good">{t.sameAs}</Pill>}
      </div>
      {trial && <TrialShown trial={trial} />}
      {route && route.settings.length > 0 && (
        <div className={listing.part}>
          <h3>{t.settings}</h3>
          <ul className={css.settings}>{route.settings.map((it) => <li key={it.name}><code>{it.name}</code> {it.description}{it.isRequired && <> <Pill>{t.required}</Pill></>}</li>)}</ul>
        </div>
      )}
      {route && (route.isRunning || route.problems.length > 0) && (
        <div className={listing.part}>
          <p className={listing.soft}>{t.removeHelp}</p>
          <div className={listing.row}>
            {!isSure && <Button variant="subtle" color="red" onClick={() => setSure(true)}>{t.remove}</Button>}
            {isSure && (
              <>
                <Button color="red" onClick={async () => { if (orComplain(await change(RemoveRoute, { input: { name: route.name } }))) { say(t.removed(`${route.name}.yaml`)); onGone(); } }}>{t.reallyRemove}</Button>
                <Button variant="default" onClick={() => setSure(false)}>{t.cancel}</Button>
              </>
            )}
          </div>
        </div>
      )}
    </div>
  );
}

function Problems({ title, of, onGo }: { title: string; of: readonly Problem[]; onGo?: (line: number, column: number | null) => void }) {
  const t = useTexts(ROUTES);
  return (
    <div className={css.problems} role="alert">
      <strong><IconAlertTriangle size={16} aria-hidden />{title}</strong>
      <ul>
        {of.map(({ line, column, message }, index) => (
          <li key={index}>
            {line !== null && (onGo ? <button type="button" onClick={() => onGo(line, column)}>{t.at(line, column)}</button> : <b>{t.at(line, column)}</b>)}
            <span>{message}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function TrialShown({ trial }: { trial: Trial }) {
  const t = useTexts(ROUTES);
  return (
    <div className={listing.part} role="status">
      <h3>{t.trial}</h3>
      <p><b>{t.inbound}</b></p>
      {trial.inbound.length === 0 ? <p className={listing.soft}>{t.noInbound}</p> : trial.inbound.map((it, index) => <pre key={index} className={css.code} tabIndex={0}>{pretty(it)}</pre>)}
      <p><b>{t.calls}</b></p>
      {trial.calls.length === 0 ? <p className={listing.soft}>{t.noCalls}</p> : trial.calls.map((it, index) => <pre key={index} className={css.code} tabIndex={0}>{`${it.method} ${it.url}\n\n${pretty(it.body)}`}</pre>)}
      {trial.outcome && <p><b>{t.outcome}</b> <code>{trial.outcome}</code></p>}
    </div>
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
