import type { ReactNode } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowRight, IconCheck, IconX } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { Bone } from '@/kit';
import { texts, useTexts } from '@/texts/texts';
import { type Step, useFirstSteps } from './gettingStarted';
import { setSettings } from './settings';
import { say } from './toasts';
import css from './FirstSteps.module.css';

const FIRST_STEPS = texts({
  es: {
    title: 'Primeros pasos', help: 'Unas pocas cosas y tu local atiende solo. Se tildan cuando están hechas.', hide: 'No mostrar más los primeros pasos', hidden: 'Primeros pasos ocultos: los traés de vuelta en Ajustes', next: 'Sigue:', seeAll: 'Ver todos', of: (done: number, all: number) => `${done} de ${all}`, done: 'Hecho',
    demo: 'Por ahora, lo que trae la demostración.',
    steps: {
      try: { title: 'Probalo con el simulador', help: 'Escribí como un cliente y mirá cómo responde ISAC.', act: 'Abrir el simulador' },
      products: { title: 'Importá tus productos', help: 'Un archivo CSV alcanza: ISAC responde con tus precios y tu stock al instante.', act: 'Importar' },
      channel: { title: 'Conectá WhatsApp', help: 'Con tu número de WhatsApp Business, los mensajes llegan acá.', act: 'Conectar' },
      team: { title: 'Invitá a tu equipo', help: 'Lo que ISAC no responde, lo atiende una persona.', act: 'Invitar' },
    },
  },
  en: {
    title: 'First steps', help: 'A few things and your shop answers by itself. They are ticked once they are done.', hide: 'Show the first steps no more', hidden: 'First steps hidden: bring them back in Settings', next: 'Next:', seeAll: 'See all', of: (done: number, all: number) => `${done} of ${all}`, done: 'Done',
    demo: 'For now, what comes with the demonstration.',
    steps: {
      try: { title: 'Try it with the simulator', help: 'Write as a customer would and see how ISAC answers.', act: 'Open the simulator' },
      products: { title: 'Import your products', help: 'A CSV file is enough: ISAC answers with your prices and stock at once.', act: 'Import' },
      channel: { title: 'Connect WhatsApp', help: 'With your WhatsApp Business number, messages arrive here.', act: 'Connect' },
      team: { title: 'Invite your team', help: 'What ISAC does not answer, a person attends to.', act: 'Invite' },
    },
  },
  pt: {
    title: 'Primeiros passos', help: 'Poucas coisas e sua loja atende sozinha. São marcadas quando estão feitas.', hide: 'Não mostrar mais os primeiros passos', hidden: 'Primeiros passos ocultos: traga de volta em Ajustes', next: 'A seguir:', seeAll: 'Ver todos', of: (done: number, all: number) => `${done} de ${all}`, done: 'Feito',
    demo: 'Por enquanto, o que vem com a demonstração.',
    steps: {
      try: { title: 'Experimente com o simulador', help: 'Escreva como um cliente e veja como ISAC responde.', act: 'Abrir o simulador' },
      products: { title: 'Importe seus produtos', help: 'Um arquivo CSV basta: ISAC responde com seus preços e seu estoque na hora.', act: 'Importar' },
      channel: { title: 'Conecte o WhatsApp', help: 'Com seu número do WhatsApp Business, as mensagens chegam aqui.', act: 'Conectar' },
      team: { title: 'Convide sua equipe', help: 'O que ISAC não responde, uma pessoa atende.', act: 'Convidar' },
    },
  },
});

/** The simulator is a page of its own, the others are the panel's. */
function StepLink({ step: { to, name }, variant, children }: { step: Step; variant: string; children: ReactNode }) {
  const icon = variant === 'subtle' && <IconArrowRight size={14} aria-hidden />;
  return name === 'try'
    ? <Button component="a" href={to} target="isac-simulator" variant={variant} rightSection={icon}>{children}</Button>
    : <Button component={Link} to={to} variant={variant} rightSection={icon}>{children}</Button>;
}

function Hide() {
  const t = useTexts(FIRST_STEPS);
  return (
    <ActionIcon
      aria-label={t.hide}
      title={t.hide}
      onClick={() => {
        setSettings({ hasFirstSteps: false });
        say(t.hidden, () => setSettings({ hasFirstSteps: true }));
      }}
    >
      <IconX size={16} aria-hidden />
    </ActionIcon>
  );
}

/** The next of the first steps, above every page, until all are done or nobody wants to see it. */
export function FirstStepsBar() {
  const t = useTexts(FIRST_STEPS);
  const steps = useFirstSteps();
  const { pathname } = useLocation();
  const next = steps?.find((it) => !it.isDone);
  // The page that lists them all says it already.
  if (!steps || pathname === '/today') return null;
  if (!next) return <div className={css.bar} aria-hidden />;
  return (
    <aside className={css.bar} aria-label={t.title}>
      <strong className={css.name}>{t.title}</strong>
      <span className={css.dots} role="img" aria-label={t.of(steps.filter((it) => it.isDone).length, steps.length)}>{steps.map((it) => <i key={it.name} data-done={it.isDone || undefined} />)}</span>
      <span className={css.next}>{t.next} <StepLink step={next} variant="subtle">{t.steps[next.name].title}</StepLink></span>
      <Link className={css.all} to="/today">{t.seeAll}</Link>
      <Hide />
    </aside>
  );
}

/** All of the first steps; nothing once they are done. */
export function FirstStepsCard() {
  const t = useTexts(FIRST_STEPS);
  const steps = useFirstSteps();
  if (!steps) return null;
  if (steps.length === 0) return <Bone height={330} />;
  const next = steps.find((it) => !it.isDone);
  return (
    <section className={css.card} aria-label={t.title}>
      <header>
        <div><h2>{t.title}</h2><p>{t.help}</p></div>
        <span className={css.count}>{t.of(steps.filter((it) => it.isDone).length, steps.length)}</span>
        <Hide />
      </header>
      <ol>
        {steps.map((step, index) => {
          const words = t.steps[step.name];
          return (
            <li key={step.name} data-done={step.isDone || undefined} data-step={step.name}>
              <span className={css.tick}>{step.isDone ? <IconCheck size={15} stroke={2.6} role="img" aria-label={t.done} /> : index + 1}</span>
              <div className={css.words}><strong>{words.title}</strong><p>{step.isDone && step.isDemo ? t.demo : words.help}</p></div>
              {(!step.isDone || step.isDemo) && <StepLink step={step} variant={step === next ? 'filled' : 'default'}>{words.act}</StepLink>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
