import { useEffect, useState } from 'react';
import { Button } from '@mantine/core';
import { IconSchool } from '@tabler/icons-react';
import { Model as ModelNow, type ModelStateFragment, RollbackModel, TrainModel } from '@generated';
import { newKey } from '@/api/http';
import { useMutation, useQuery } from '@/api/queries';
import { useMay } from '@/app/session';
import { APP } from '@/app/texts';
import { inWords, orComplain, say } from '@/app/toasts';
import { Bone, Empty, Pill, type Tone } from '@/kit';
import { Facts, listing } from '@/kit/Listing';
import { Section, Sections } from '@/kit/Section';
import { count, dateAndTime } from '@/texts/format';
import { localeNow } from '@/texts/language';
import { useTexts } from '@/texts/texts';
import { ASSISTANT } from './texts';
import css from './assistant.module.css';

type Training = NonNullable<ModelStateFragment['lastTraining']>;

const LOOK_EVERY_MS = 3_000;
const TONES: Record<string, Tone> = { RUNNING: 'accent', PUBLISHED: 'good', REFUSED: 'warn', FAILED: 'bad' };

/** A share to a tenth of a percent: gates differ by less than a whole one. */
const share = (value: number): string => value.toLocaleString(localeNow(), { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** The model that reads customers' messages, and what the shop teaches it. */
export function Model() {
  const t = useTexts(ASSISTANT);
  const app = useTexts(APP);
  const { data, error, reload } = useQuery(ModelNow, {});
  const isRunning = data?.aiModel.lastTraining?.state === 'RUNNING';
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(reload, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning, reload]);

  if (error && !data) return <Empty title={inWords(error)} action={<Button onClick={reload}>{app.retry}</Button>} />;
  if (!data) return <Sections><Bone height={260} /></Sections>;
  const { aiModel: model } = data;
  return (
    <Sections>
      <InUse model={model} onChanged={reload} />
      <Section title={t.lastTraining}>{model.lastTraining ? <Trained training={model.lastTraining} /> : <p className={listing.soft}>{t.none}</p>}</Section>
    </Sections>
  );
}

function InUse({ model, onChanged }: { model: ModelStateFragment; onChanged: () => void }) {
  const t = useTexts(ASSISTANT);
  const mayTrain = useMay('ADMINISTRATION');
  const train = useMutation(TrainModel);
  const rollBack = useMutation(RollbackModel);
  const [isSure, setSure] = useState(false);
  const names = t.checks as Readonly<Record<string, string>>;
  const isReady = model.corrections >= model.neededCorrections;
  const isRunning = model.lastTraining?.state === 'RUNNING';

  async function begin(): Promise<void> {
    if (orComplain(await train.run({ input: { idempotencyKey: newKey() } }))) say(t.started);
    onChanged();
  }

  async function goBack(): Promise<void> {
    if (orComplain(await rollBack.run({ input: { fromVersion: model.version } }))) say(t.rolledBack);
    setSure(false);
    onChanged();
  }

  return (
    <Section title={t.inUse} help={mayTrain ? t.trainHelp : t.onlyAdmin} tools={<Pill tone={model.isOwn ? 'ai' : 'plain'}>{model.isOwn ? t.own : t.program}</Pill>}>
      <Facts
        of={[
          [t.since, model.since && dateAndTime(model.since)],
          [t.corrections, `${count(model.corrections)} · ${isReady ? t.ready(model.newCorrections) : t.fresh(model.neededCorrections)}`],
          ...(model.figures.length > 0 ? [] : [[t.figures, t.noFigures] as const]),
          ...model.figures.map((it) => [names[it.name] ?? it.name, <span key={it.name} className={css.share}>{share(it.value)}</span>] as const),
        ]}
      />
      <progress className={css.progress} aria-label={t.corrections} max={model.neededCorrections} value={Math.min(model.corrections, model.neededCorrections)} />
      {mayTrain && (
        <div className={listing.row}>
          <Button leftSection={<IconSchool size={16} aria-hidden />} disabled={!isReady || isRunning} loading={train.isBusy} onClick={() => void begin()}>{t.train}</Button>
          {model.canRollBack && !isSure && <Button variant="default" onClick={() => setSure(true)}>{t.rollBack}</Button>}
          {isSure && (
            <>
              <Button color="red" loading={rollBack.isBusy} onClick={() => void goBack()}>{t.reallyRollBack}</Button>
              <Button variant="default" onClick={() => setSure(false)}>{t.cancel}</Button>
            </>
          )}
        </div>
      )}
    </Section>
  );
}

function Trained({ training }: { training: Training }) {
  const t = useTexts(ASSISTANT);
  const names = t.checks as Readonly<Record<string, string>>;
  return (
    <>
      <p className={listing.row} aria-live="polite">
        <Pill tone={TONES[training.state] ?? 'plain'}>{t.states[training.state as keyof typeof t.states] ?? training.state}</Pill>
        {training.progress && <span className={listing.soft}>{training.progress}</span>}
      </p>
      {training.problem && <p className={css.problem}>{training.problem}</p>}
      <Facts of={[[t.startedBy, training.startedBy], [t.began, dateAndTime(training.startedAt)], [t.ended, training.endedAt && dateAndTime(training.endedAt)], [t.learnt, count(training.corrections)]]} />
      {training.checks.length > 0 && (
        <div className={listing.scroll}>
          <table className={listing.table}>
            <caption className="unseen">{t.gates}</caption>
            <thead><tr><th scope="col">{t.measure}</th><th scope="col" className="figure">{t.before}</th><th scope="col" className="figure">{t.after}</th><th scope="col">{t.verdict}</th></tr></thead>
            <tbody>
              {training.checks.map((it) => (
                <tr key={it.name}>
                  <td>{names[it.name] ?? it.name}</td>
                  <td className="figure">{share(it.current)}</td>
                  <td className="figure">{share(it.candidate)}</td>
                  <td><Pill tone={it.holds ? 'good' : 'bad'}>{it.holds ? t.yes : t.no}</Pill></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
