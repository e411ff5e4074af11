import { useState } from 'react';
import { Button, Checkbox, CopyButton, MultiSelect, NumberInput, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { IconKey, IconUserPlus, IconUsersGroup } from '@tabler/icons-react';
import { ApiTokens, CreateApiToken, type GroupFragment, type PersonFragment, RevokeApiToken, SaveAdvisor, SaveTeam, TeamPeople } from '@generated';
import { change, invalidate, useMutation, useQuery } from '@/api/queries';
import { useMay } from '@/app/session';
import { inWords, orComplain, say } from '@/app/toasts';
import { useCondition } from '@/app/typed';
import { Avatar, Bone, Empty, PageFrame, Pill } from '@/kit';
import { Dialog } from '@/kit/Dialog';
import { Tabs, listing } from '@/kit/Listing';
import { dateAndTime, useFormats } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { TEAM } from './texts';

const ROLES = ['ADMIN', 'SUPERVISOR', 'ADVISOR', 'ANALYST', 'INTEGRATOR'] as const;
const DAY_MS = 86_400_000;

/** Who works here, and which programs may. */
export default function Team() {
  useFormats();
  const t = useTexts(TEAM);
  const isAdmin = useMay('ADMINISTRATION');
  const [part, setPart] = useCondition('part');
  const [edited, setEdited] = useState<PersonFragment | 'NEW' | null>(null);
  const [group, setGroup] = useState<GroupFragment | 'NEW' | null>(null);
  const [isMakingToken, setMakingToken] = useState(false);
  const tool =
    part === 'teams' ? <Button onClick={() => setGroup('NEW')} leftSection={<IconUsersGroup size={16} aria-hidden />}>{t.newTeam}</Button>
    : part === 'tokens' ? <Button onClick={() => setMakingToken(true)} leftSection={<IconKey size={16} aria-hidden />}>{t.newToken}</Button>
    : isAdmin && <Button onClick={() => setEdited('NEW')} leftSection={<IconUserPlus size={16} aria-hidden />}>{t.invite}</Button>;
  return (
    <PageFrame title={t.title} tools={tool}>
      <Tabs label={t.title} value={part} onChange={setPart} options={[{ value: null, title: t.people }, { value: 'teams', title: t.teams }, ...(isAdmin ? [{ value: 'tokens', title: t.tokens }] : [])]} />
      {part === 'teams' ? <Groups onEdit={setGroup} onNew={() => setGroup('NEW')} /> : part === 'tokens' && isAdmin ? <Tokens onNew={() => setMakingToken(true)} /> : <People onEdit={isAdmin ? setEdited : null} />}
      <Dialog isOpen={edited !== null} onClose={() => setEdited(null)} title={edited === 'NEW' ? t.invite : t.edit}>
        {edited && <EditPerson person={edited === 'NEW' ? null : edited} onDone={() => setEdited(null)} />}
      </Dialog>
      <Dialog isOpen={group !== null} onClose={() => setGroup(null)} title={group === 'NEW' ? t.newTeam : t.edit}>
        {group && <EditGroup group={group === 'NEW' ? null : group} onDone={() => setGroup(null)} />}
      </Dialog>
      <Dialog isOpen={isMakingToken} onClose={() => setMakingToken(false)} title={t.newToken}>{isMakingToken && <NewToken />}</Dialog>
    </PageFrame>
  );
}

function People({ onEdit }: { onEdit: ((person: PersonFragment) => void) | null }) {
  const t = useTexts(TEAM);
  const word = useWord();
  const { data, error } = useQuery(TeamPeople, {});
  if (error && !data) return <Empty title={inWords(error)} />;
  if (!data) return <Bone height={240} />;
  return (
    <div className={listing.scroll}>
      <table className={listing.table}>
        <thead>
          <tr><th scope="col">{t.name}</th><th scope="col" className={listing.wide}>{t.email}</th><th scope="col">{t.role}</th><th scope="col">{t.presence}</th>{onEdit && <th scope="col">{t.acts}</th>}</tr>
        </thead>
        <tbody>
          {data.advisors.map((it) => (
            <tr key={it.id}>
              <td><span className={listing.row}><Avatar name={it.name} size={28} />{it.name}</span></td>
              <td className={listing.wide}>{it.email}</td>
              <td>{word('role', it.role)}</td>
              <td>{it.isActive ? <Pill tone={it.presence.status === 'ONLINE' ? 'good' : 'plain'}>{word('presence', it.presence.status)}</Pill> : <Pill>{t.inactive}</Pill>}</td>
              {onEdit && <td><Button variant="subtle" onClick={() => onEdit(it)}>{t.edit}</Button></td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EditPerson({ person, onDone }: { person: PersonFragment | null; onDone: () => void }) {
  const t = useTexts(TEAM);
  const word = useWord();
  const save = useMutation(SaveAdvisor);
  const [name, setName] = useState(person?.name ?? '');
  const [email, setEmail] = useState(person?.email ?? '');
  const [role, setRole] = useState<string>(person?.role ?? 'ADVISOR');
  const [password, setPassword] = useState('');
  const [isActive, setActive] = useState(person?.isActive ?? true);
  return (
    <form
      className={listing.form}
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await save.run({ input: { id: person?.id, name, email, role: role as (typeof ROLES)[number], isActive, password: password || undefined } });
        if (done.ok) {
          invalidate(['Advisor']);
          say(t.saved);
          onDone();
        } else if (done.wrong.length === 0) {
          orComplain(done);
        }
      }}
    >
      <TextInput label={t.name} value={name} error={save.wrongWith('name')} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <TextInput label={t.email} type="email" autoComplete="off" value={email} error={save.wrongWith('email')} onChange={(event) => setEmail(event.currentTarget.value)} />
      <Select label={t.role} value={role} allowDeselect={false} data={ROLES.map((it) => ({ value: it, label: word('role', it) }))} error={save.wrongWith('role')} onChange={(it) => it && setRole(it)} />
      <PasswordInput label={person ? t.newPassword : t.password} autoComplete="new-password" value={password} error={save.wrongWith('password')} onChange={(event) => setPassword(event.currentTarget.value)} />
      {person && <Switch label={t.isActive} checked={isActive} onChange={(event) => setActive(event.currentTarget.checked)} />}
      <div className={listing.row}><Button type="submit" loading={save.isBusy}>{t.save}</Button></div>
    </form>
  );
}

function Groups({ onEdit, onNew }: { onEdit: (group: GroupFragment) => void; onNew: () => void }) {
  const t = useTexts(TEAM);
  const { data, error } = useQuery(TeamPeople, {});
  if (error && !data) return <Empty title={inWords(error)} />;
  if (!data) return <Bone height={160} />;
  if (data.teams.length === 0) return <Empty icon={IconUsersGroup} title={t.noTeams} action={<Button onClick={onNew}>{t.newTeam}</Button>}>{t.noTeamsHelp}</Empty>;
  return (
    <div className={listing.scroll}>
      <table className={listing.table}>
        <thead><tr><th scope="col">{t.name}</th><th scope="col">{t.members}</th><th scope="col">{t.acts}</th></tr></thead>
        <tbody>
          {data.teams.map((it) => (
            <tr key={it.id}>
              <td>{it.name}</td>
              <td>{it.advisors.map((advisor) => advisor.name).join(', ')}</td>
              <td><Button variant="subtle" onClick={() => onEdit(it)}>{t.edit}</Button></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EditGroup({ group, onDone }: { group: GroupFragment | null; onDone: () => void }) {
  const t = useTexts(TEAM);
  const save = useMutation(SaveTeam);
  const { data } = useQuery(TeamPeople, {});
  const [name, setName] = useState(group?.name ?? '');
  const [advisorIds, setAdvisorIds] = useState<string[]>(group?.advisors.map((it) => it.id) ?? []);
  return (
    <form
      className={listing.form}
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await save.run({ input: { id: group?.id, name, advisorIds } });
        if (done.ok) {
          invalidate(['Team', 'Advisor']);
          say(t.saved);
          onDone();
        } else if (done.wrong.length === 0) {
          orComplain(done);
        }
      }}
    >
      <TextInput label={t.name} value={name} error={save.wrongWith('name')} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <MultiSelect label={t.members} value={advisorIds} data={(data?.advisors ?? []).filter((it) => it.isActive).map((it) => ({ value: it.id, label: it.name }))} error={save.wrongWith('advisorIds')} onChange={setAdvisorIds} />
      <div className={listing.row}><Button type="submit" loading={save.isBusy}>{t.save}</Button></div>
    </form>
  );
}

function Tokens({ onNew }: { onNew: () => void }) {
  const t = useTexts(TEAM);
  const word = useWord();
  const { data, error } = useQuery(ApiTokens, {});
  if (error && !data) return <Empty title={inWords(error)} />;
  if (!data) return <Bone height={160} />;
  if (data.apiTokens.length === 0) return <Empty icon={IconKey} title={t.noTokens} action={<Button onClick={onNew}>{t.newToken}</Button>}>{t.noTokensHelp}</Empty>;
  const scope = (it: string) => (it === 'WRITE' ? t.write : it === 'READ' ? t.read : it);
  return (
    <div className={listing.scroll}>
      <table className={listing.table}>
        <thead>
          <tr><th scope="col">{t.name}</th><th scope="col">{t.hint}</th><th scope="col">{t.role}</th><th scope="col" className={listing.wide}>{t.scopes}</th><th scope="col" className={listing.wide}>{t.lastUsed}</th><th scope="col">{t.expires}</th><th scope="col">{t.acts}</th></tr>
        </thead>
        <tbody>
          {data.apiTokens.map((it) => (
            <tr key={it.id}>
              <td>{it.name}</td>
              <td><code>{it.hint}</code></td>
              <td>{word('role', it.role)}</td>
              <td className={listing.wide}>{it.scopes.map(scope).join(', ')}</td>
              <td className={listing.wide}>{it.lastUsedAt ? dateAndTime(it.lastUsedAt) : t.never}</td>
              <td>{it.revokedAt ? <Pill>{t.revoked}</Pill> : dateAndTime(it.expiresAt)}</td>
              <td>{!it.revokedAt && <Button variant="subtle" color="red" onClick={async () => { if (orComplain(await change(RevokeApiToken, { input: { apiTokenId: it.id } }))) say(t.revoked); }}>{t.revoke}</Button>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NewToken() {
  const t = useTexts(TEAM);
  const word = useWord();
  const save = useMutation(CreateApiToken);
  const [name, setName] = useState('');
  const [role, setRole] = useState<string>('INTEGRATOR');
  const [mayWrite, setMayWrite] = useState(false);
  const [days, setDays] = useState<number | string>(90);
  const [secret, setSecret] = useState<string | null>(null);
  if (secret) {
    return (
      <div className={listing.form}>
        <p><strong>{t.secret}</strong></p>
        <TextInput readOnly aria-label={t.tokens} value={secret} onFocus={(event) => event.currentTarget.select()} />
        <div className={listing.row}><CopyButton value={secret}>{({ copied, copy }) => <Button onClick={copy}>{copied ? t.copied : t.copy}</Button>}</CopyButton></div>
      </div>
    );
  }
  return (
    <form
      className={listing.form}
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await save.run({ input: { name, role: role as (typeof ROLES)[number], scopes: mayWrite ? ['READ', 'WRITE'] : ['READ'], expiresAt: new Date(Date.now() + Number(days) * DAY_MS).toISOString() } });
        if (done.ok) {
          invalidate(['ApiToken']);
          setSecret(done.payload.secret ?? '');
        } else if (done.wrong.length === 0) {
          orComplain(done);
        }
      }}
    >
      <TextInput label={t.name} value={name} error={save.wrongWith('name')} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <Select label={t.role} value={role} allowDeselect={false} data={ROLES.map((it) => ({ value: it, label: word('role', it) }))} error={save.wrongWith('role')} onChange={(it) => it && setRole(it)} />
      <Checkbox label={t.write} checked={mayWrite} onChange={(event) => setMayWrite(event.currentTarget.checked)} error={save.wrongWith('scopes')} />
      <NumberInput label={t.days} value={days} min={1} max={365} allowDecimal={false} error={save.wrongWith('expiresAt')} onChange={setDays} />
      <div className={listing.row}><Button type="submit" loading={save.isBusy}>{t.create}</Button></div>
    </form>
  );
}
