import { type FormEvent, useEffect, useState } from 'react';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { logIn, signOn } from '@/api/http';
import { useTexts } from '@/texts/texts';
import { APP } from './texts';
import css from './Login.module.css';

export function Login({ onEntered }: { onEntered: () => void }) {
  const t = useTexts(APP);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [provider, setProvider] = useState<{ name: string; path: string } | null>(null);
  const refused = new URLSearchParams(location.search).get('refused');
  const told = problem ?? (refused && t.refused(refused));

  useEffect(() => {
    signOn().then(setProvider, () => {});
  }, []);

  async function enter(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    try {
      const result = await logIn(String(form.get('email')), String(form.get('password')));
      if (result === true) onEntered();
      else setProblem(result === false ? t.wrongPassword : t.tooMany(Math.ceil(result / 60)));
    } catch {
      setProblem(t.cannotReach);
    } finally {
      setBusy(false);
    }
  }

  return (
    <main className={css.login}>
      <form className={css.form} onSubmit={(event) => void enter(event)} noValidate aria-label={t.enter}>
        <p className={css.brand}>ISAC</p>
        <p className={css.tagline}>{t.tagline}</p>
        <TextInput label={t.email} name="email" type="email" autoComplete="username" size="md" required withAsterisk={false} autoFocus />
        <PasswordInput label={t.password} name="password" autoComplete="current-password" size="md" required withAsterisk={false} />
        {told && <p className={css.problem} role="alert">{told}</p>}
        <Button type="submit" size="md" loading={isBusy}>{t.enter}</Button>
        {provider && <Button component="a" href={provider.path} size="md" variant="default">{t.enterWith(provider.name)}</Button>}
      </form>
    </main>
  );
}
