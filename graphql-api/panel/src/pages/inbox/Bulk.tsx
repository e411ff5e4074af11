import { useState } from 'react';
import { ActionIcon, Button, Menu, Textarea, Tooltip } from '@mantine/core';
import { IconCheck, IconChecks, IconClockPause, IconDots, IconFlag, IconMail, IconMailOpened, IconRefresh, IconSend, IconTag, IconTagOff, IconUserPlus, IconX } from '@tabler/icons-react';
import { TagsAndAdvisors, type ConversationSetInput } from '@generated';
import { useQuery } from '@/api/queries';
import { type Action, useActions } from '@/app/actions';
import { complain, say } from '@/app/toasts';
import { ChooseAdvisor, ChoosePriority, ChooseTag, ChooseTime } from '@/chat/Choices';
import { CHAT } from '@/chat/texts';
import { conversations } from '@/conversations/conversations';
import { type Outcome, changeMany } from '@/conversations/many';
import { Dialog } from '@/kit/Dialog';
import { count } from '@/texts/format';
import { plural, useTexts } from '@/texts/texts';
import { INBOX } from './texts';
import css from './List.module.css';

type Dialog = 'assign' | 'tag' | 'untag' | 'snooze' | 'priority' | 'message' | null;

/** What can be done to those that were picked, in the place of the list's tools. */
export function Bulk({ ids, isAll, onAll, onPick, onDone }: { ids: readonly string[]; isAll: boolean; onAll: () => void; onPick: (ids: readonly string[]) => void; onDone: () => void }) {
  const t = useTexts(INBOX);
  const c = useTexts(CHAT);
  const [dialog, setDialog] = useState<Dialog>(null);
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [failures, setFailures] = useState<Outcome['failed']>([]);
  const { data } = useQuery(TagsAndAdvisors, {});
  const isIdle = ids.length > 0 && progress === null;
  const areClosed = ids.length > 0 && ids.every((it) => conversations.get(it)?.status === 'CLOSED');

  function tell({ done, failed, undo }: Outcome): void {
    if (done > 0) say(plural(done, t.doneOne, t.doneMany), undo ? () => void undo().then((back) => (back.failed.length > 0 ? setFailures(back.failed) : say(t.undone))) : undefined);
    if (failed.length === 0) return;
    complain(plural(failed.length, t.notDoneOne, t.notDoneMany));
    setFailures(failed);
  }

  async function run(set: ConversationSetInput | null, message: string | null = null): Promise<void> {
    if (!isIdle) return;
    const meant = [...ids];
    setProgress({ done: 0, total: meant.length });
    const outcome = await changeMany(meant, set, message, (done) => setProgress({ done, total: meant.length }));
    setProgress(null);
    tell(outcome);
    if (outcome.failed.length === 0) onDone();
    // What was done is not done again with the next try.
    else onPick(outcome.failed.map((it) => it.id));
  }

  const close = () => void run({ status: areClosed ? 'OPEN' : 'CLOSED' });
  const actions: readonly Action[] = [
    { id: 'close', title: areClosed ? c.reopen : c.closeIt, section: t.many, shortcuts: [{ code: 'KeyE' }], run: close },
    { id: 'assign', title: c.assign, section: t.many, shortcuts: [{ code: 'KeyA' }], run: () => setDialog('assign') },
    { id: 'tag', title: c.tags, section: t.many, shortcuts: [{ code: 'KeyT' }], run: () => setDialog('tag') },
    { id: 'snooze', title: c.snooze, section: t.many, shortcuts: [{ code: 'KeyS' }], run: () => setDialog('snooze') },
    { id: 'priority', title: c.priority, section: t.many, shortcuts: [{ code: 'KeyP', shift: true }], run: () => setDialog('priority') },
    { id: 'unread', title: c.markUnread, section: t.many, shortcuts: [{ code: 'KeyU' }], run: () => void run({ read: false }) },
  ];
  useActions(isIdle ? actions : []);

  const nameOf = (id: string): string => conversations.get(id)?.customer.displayName ?? id;
  const end = () => setDialog(null);
  return (
    <div className={css.bulk} role="toolbar" aria-label={t.many} id="bulk">
      <div className={css.bulkHead}>
        <ActionIcon size={28} aria-label={t.pickNone} title={t.pickNone} onClick={onDone}><IconX size={17} aria-hidden /></ActionIcon>
        <b aria-live="polite">{progress ? t.progress(count(progress.done), count(progress.total)) : plural(ids.length, t.pickedOne, t.pickedMany)}</b>
      </div>
      <div className={css.bulkTools}>
        <Tooltip label={t.pickAll}><ActionIcon size={28} aria-label={t.pickAll} disabled={isAll || progress !== null} onClick={onAll}><IconChecks size={18} aria-hidden /></ActionIcon></Tooltip>
        <Tooltip label={c.assign}><ActionIcon size={28} aria-label={c.assign} disabled={!isIdle} onClick={() => setDialog('assign')}><IconUserPlus size={18} aria-hidden /></ActionIcon></Tooltip>
        <Tooltip label={areClosed ? c.reopen : c.closeIt}><ActionIcon size={28} aria-label={areClosed ? c.reopen : c.closeIt} disabled={!isIdle} onClick={close}>{areClosed ? <IconRefresh size={18} aria-hidden /> : <IconCheck size={18} aria-hidden />}</ActionIcon></Tooltip>
        <Tooltip label={c.tags}><ActionIcon size={28} aria-label={c.tags} disabled={!isIdle} onClick={() => setDialog('tag')}><IconTag size={18} aria-hidden /></ActionIcon></Tooltip>
        <Tooltip label={c.snooze}><ActionIcon size={28} aria-label={c.snooze} disabled={!isIdle} onClick={() => setDialog('snooze')}><IconClockPause size={18} aria-hidden /></ActionIcon></Tooltip>
        <Menu position="bottom-end" width={230}>
          <Menu.Target><ActionIcon size={28} aria-label={c.more} disabled={!isIdle}><IconDots size={18} aria-hidden /></ActionIcon></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconFlag size={16} />} onClick={() => setDialog('priority')}>{c.priority}</Menu.Item>
            <Menu.Item leftSection={<IconTagOff size={16} />} onClick={() => setDialog('untag')}>{t.untag}</Menu.Item>
            <Menu.Item leftSection={<IconMailOpened size={16} />} onClick={() => void run({ read: true })}>{t.markRead}</Menu.Item>
            <Menu.Item leftSection={<IconMail size={16} />} onClick={() => void run({ read: false })}>{c.markUnread}</Menu.Item>
            <Menu.Divider />
            <Menu.Item leftSection={<IconSend size={16} />} onClick={() => setDialog('message')}>{t.writeToAll}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {progress && <progress className={css.progress} value={progress.done} max={progress.total} aria-label={t.many} />}

      {dialog === 'assign' && <ChooseAdvisor onClose={end} onChoose={(it) => void run(it ? { assignee: it.id } : { unassign: true })} />}
      {dialog === 'tag' && <ChooseTag chosen={(data?.tags ?? []).filter((tag) => ids.every((id) => conversations.get(id)?.tags.some((it) => it.id === tag.id)))} onClose={end} onChoose={(it) => void run({ addTags: [it.id] })} />}
      {dialog === 'untag' && <ChooseTag chosen={[]} onClose={end} onChoose={(it) => void run({ removeTags: [it.id] })} />}
      {dialog === 'priority' && <ChoosePriority onClose={end} onChoose={(it) => void run({ priority: it as NonNullable<ConversationSetInput['priority']> })} />}
      {dialog === 'snooze' && <ChooseTime isPutOff={ids.some((it) => conversations.get(it)?.snoozedUntil)} onClose={end} onChoose={(until) => void run(until ? { snoozeUntil: until.toISOString() } : { status: 'OPEN' })} />}
      {dialog === 'message' && <Message many={ids.length} onClose={end} onSend={(text) => void run(null, text)} />}
      <Dialog isOpen={failures.length > 0} onClose={() => setFailures([])} title={plural(failures.length, t.notDoneOne, t.notDoneMany)} size={460}>
        <ul className={css.failures}>{failures.map((it) => <li key={it.id}><b>{nameOf(it.id)}</b><span>{it.why}</span></li>)}</ul>
      </Dialog>
    </div>
  );
}

/** What is written to many cannot be taken back: it says to how many it goes. */
function Message({ many, onSend, onClose }: { many: number; onSend: (text: string) => void; onClose: () => void }) {
  const t = useTexts(INBOX);
  const [text, setText] = useState('');
  return (
    <Dialog isOpen onClose={onClose} title={t.writeToAll} size={460}>
      <form className={css.filters} onSubmit={(event) => { event.preventDefault(); onClose(); onSend(text.trim()); }}>
        <Textarea data-autofocus label={plural(many, t.eachGetsOne, t.eachGetsMany)} description={t.eachGetsHelp} autosize minRows={3} maxRows={10} maxLength={4096} value={text} onChange={(event) => setText(event.target.value)} />
        <Button type="submit" disabled={!text.trim()}>{plural(many, t.sendToOne, t.sendToMany)}</Button>
      </form>
    </Dialog>
  );
}
