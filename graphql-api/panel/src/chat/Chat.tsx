import { type DragEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { ActionIcon, Button, Menu, Select, Textarea, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowLeft, IconCheck, IconClockPause, IconDots, IconHandStop, IconInfoCircle, IconMailOpened, IconMessageOff, IconSearch, IconSparkles, IconTag, IconTransfer, IconUserPlus, IconX } from '@tabler/icons-react';
import { AcceptTransfer, Briefing, GiveFeedback, TagsAndAdvisors, ReportActivity, SetAssistantMode, ThreadSearch, TransferConversation } from '@generated';
import { Refused, newKey } from '@/api/http';
import { useLiveness } from '@/api/live';
import { change, useQuery } from '@/api/queries';
import { type Action, useActions } from '@/app/actions';
import { useMay, useMe } from '@/app/session';
import { inWords, orComplain, say } from '@/app/toasts';
import { act, assign, markRead, markUnread, setControl, setPriority, setStatus, snooze, toggleTag } from '@/conversations/acting';
import { type Conversation, type Message, messages, useConversation } from '@/conversations/conversations';
import { threadOf, useThreadProblem } from '@/conversations/thread';
import { Avatar, Bone, Empty, Pill } from '@/kit';
import { Choose } from '@/kit/Choose';
import { Dialog } from '@/kit/Dialog';
import { usePaused } from '@/kit/usePaused';
import { clock, dateAndTime } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import type { Mode } from './asked';
import { ChooseAdvisor, ChoosePriority, ChooseTag, ChooseTime } from './Choices';
import { Composer } from './Composer';
import { ledTo } from './ledTo';
import { Lightbox } from './Lightbox';
import { Messages } from './Messages';
import { CHAT } from './texts';
import css from './Chat.module.css';

const VIEWING_EVERY_MS = 20_000;
const READ_AFTER_MS = 400;
const INTENTS = ['PRICE_QUERY', 'STOCK_QUERY', 'PURCHASE_REQUEST', 'PRODUCT_QUERY', 'COMPLAINT', 'HUMAN_REQUEST', 'SHIPPING_QUERY', 'PAYMENT_METHODS', 'ORDER_STATUS', 'WARRANTY_QUERY', 'STORE_INFO', 'GREETING', 'THANKS_BYE', 'AFFIRM', 'DENY', 'OTHER'] as const;

const MODES = ['AUTO', 'SUGGEST', 'OFF'] as const;
type AssistantMode = (typeof MODES)[number];

type Dialog = 'assign' | 'tag' | 'snooze' | 'priority' | 'transfer' | { correct: Message } | null;

/** Says to the team that somebody has this conversation before them. */
function useViewing(id: string): void {
  useEffect(() => {
    const report = (activity: 'VIEWING' | 'NONE') => void change(ReportActivity, { input: { conversationId: id, activity } });
    const view = () => document.visibilityState === 'visible' && report('VIEWING');
    view();
    const timer = setInterval(view, VIEWING_EVERY_MS);
    return () => {
      clearInterval(timer);
      report('NONE');
    };
  }, [id]);
}

function useReading(conversation: Conversation | undefined): void {
  const unread = conversation?.unreadCount ?? 0;
  const kept = useRef<string | null>(null);
  // What the server did not take is not said to it again and again: once, and once more when it can be reached again.
  const refused = useRef('');
  const state = useLiveness();
  useEffect(() => {
    if (!conversation || unread === 0 || kept.current === conversation.id) return undefined;
    const what = `${conversation.id} ${conversation.lastMessage?.seq ?? 0} ${state}`;
    const read = async () => {
      if (document.visibilityState !== 'visible' || !document.hasFocus() || refused.current === what) return;
      if (!(await markRead(conversation))) refused.current = what;
    };
    const timer = setTimeout(() => void read(), READ_AFTER_MS);
    const onFocus = () => void read();
    window.addEventListener('focus', onFocus);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('focus', onFocus);
    };
  }, [conversation, unread, state]);
}

interface Around {
  onBack: () => void;
  onNext: () => void;
  onPrevious: () => void;
  hasContext: boolean;
  onContext: () => void;
  /** Whether many are chosen: then the keys for what can be done to many mean these. */
  isPicking?: boolean;
  /** What the page adds to the tools. */
  tools?: ReactNode;
}

/** One conversation, whole: what was said, what can be said, and what can be done. */
export function Chat({ id, ...around }: { id: string } & Around) {
  const t = useTexts(CHAT);
  const conversation = useConversation(id);
  const problem = useThreadProblem(id);
  if (!conversation) {
    // Whoever may not see it and whoever asks for what does not exist get one answer: there is no such thing.
    const isGone = problem instanceof Refused && ['NOT_FOUND', 'FORBIDDEN'].includes(problem.code);
    if (problem) {
      return (
        <Empty icon={IconMessageOff} title={isGone ? t.gone : inWords(problem)} action={isGone
          ? <Button variant="light" onClick={around.onBack}>{t.back}</Button>
          : <Button variant="light" onClick={() => void threadOf(id).refresh()}>{t.retry}</Button>} />
      );
    }
    return <div className={css.waiting}><Bone width={220} height={22} /><Bone width="50%" height={40} /><Bone width="60%" height={40} /></div>;
  }
  return <OpenChat key={id} conversation={conversation} {...around} />;
}

/** What is done to those that were picked while some are. */
const OF_MANY = new Set(['close', 'assign', 'tag', 'snooze', 'priority', 'unread']);

function OpenChat({ conversation, onBack, onNext, onPrevious, hasContext, onContext, isPicking = false, tools }: { conversation: Conversation } & Around) {
  const t = useTexts(CHAT);
  const word = useWord();
  const me = useMe();
  const mySelf = me.advisor;
  const mayDecide = useMay('SUPERVISION');
  const { id, customer, account, control, assignee, escalation, silence, transfer } = conversation;
  const [unreadAtOpening] = useState(conversation.unreadCount);
  const [dialog, setDialog] = useState<Dialog>(null);
  const [mode, setMode] = useState<Mode>('reply');
  const [replyTo, setReplyTo] = useState<Message | null>(null);
  const [zoomed, setZoomed] = useState<string | null>(null);
  const [isDropping, setDropping] = useState(false);
  const [dropped, setDropped] = useState<readonly File[]>([]);
  const [isUnreadKept, setUnreadKept] = useState(false);
  const [search, setSearch] = useState<string | null>(null);
  const [jumpTo, setJumpTo] = useState<{ id: string; seq: number } | null>(null);
  const sought = usePaused(search?.trim() ?? '');
  const found = useQuery(ThreadSearch, search !== null && sought.length > 1 ? { conversationId: id, search: sought } : null);
  useViewing(id);
  useReading(isUnreadKept ? undefined : conversation);

  const others = conversation.activities.filter((it) => it.advisor.id !== mySelf?.id);
  const draftsOfOthers = conversation.drafts.filter((it) => it.advisor.id !== mySelf?.id && it.text);
  const isClosed = conversation.status === 'CLOSED';

  const focus = useCallback(() => setTimeout(() => document.getElementById('text')?.focus(), 0), []);
  useEffect(() => {
    if (matchMedia('(min-width: 821px) and (pointer: fine)').matches) focus();
  }, [focus, mode]);

  // Always the same, so that no message is drawn anew because something else on the page has changed.
  const onReply = useCallback((message: Message) => { setReplyTo(message); setMode('reply'); focus(); }, [focus]);
  const onCorrect = useCallback((message: Message) => setDialog({ correct: message }), []);

  const close = () => setStatus(conversation, isClosed ? 'OPEN' : 'CLOSED', isClosed ? t.reopened : t.closedSaid);
  const actions: readonly Action[] = [
    { id: 'next', title: t.next, section: t.section, shortcuts: [{ code: 'KeyJ' }, { code: 'KeyJ', alt: true }], run: onNext },
    { id: 'previous', title: t.previous, section: t.section, shortcuts: [{ code: 'KeyK' }, { code: 'KeyK', alt: true }], run: onPrevious },
    { id: 'close', title: isClosed ? t.reopen : t.closeIt, section: t.section, shortcuts: [{ code: 'KeyE' }, { code: 'KeyE', alt: true }], run: close },
    { id: 'close-next', title: `${t.closeIt} + ${t.next}`, section: t.section, shortcuts: [{ code: 'KeyE', alt: true, mod: true }], run: () => { close(); onNext(); } },
    { id: 'assign', title: t.assign, section: t.section, shortcuts: [{ code: 'KeyA' }, { code: 'KeyA', alt: true }], run: () => setDialog('assign') },
    { id: 'tag', title: t.tags, section: t.section, shortcuts: [{ code: 'KeyT' }, { code: 'KeyT', alt: true }], run: () => setDialog('tag') },
    { id: 'snooze', title: t.snooze, section: t.section, shortcuts: [{ code: 'KeyS' }, { code: 'KeyM', alt: true }], run: () => setDialog('snooze') },
    { id: 'priority', title: t.priority, section: t.section, shortcuts: [{ code: 'KeyP', shift: true }], run: () => setDialog('priority') },
    { id: 'transfer', title: t.transfer, section: t.section, shortcuts: [{ code: 'KeyX' }], run: () => setDialog('transfer') },
    { id: 'note', title: t.note, section: t.section, shortcuts: [{ code: 'KeyN' }, { code: 'KeyP', alt: true }], run: () => { setMode('note'); focus(); } },
    { id: 'reply', title: t.reply, section: t.section, shortcuts: [{ code: 'KeyR' }, { code: 'KeyL', alt: true }], run: () => { setMode('reply'); focus(); } },
    { id: 'unread', title: t.markUnread, section: t.section, shortcuts: [{ code: 'KeyU' }, { code: 'KeyU', alt: true }], run: () => { setUnreadKept(true); markUnread(conversation); } },
    { id: 'control', title: control === 'HUMAN' ? t.giveBack : t.take, section: t.section, shortcuts: [{ code: 'KeyC' }, { code: 'KeyC', alt: true }], run: () => void setControl(conversation, control === 'HUMAN' ? 'ASSISTANT' : 'HUMAN') },
    { id: 'correct', title: t.correct, section: t.section, shortcuts: [{ code: 'KeyI' }, { code: 'KeyI', alt: true }], run: () => { const last = lastAnalysed(id); if (last) setDialog({ correct: last }); } },
    { id: 'find', title: t.searchHere, section: t.section, shortcuts: [{ code: 'KeyF' }], run: () => setSearch('') },
    { id: 'context', title: t.context, section: t.section, shortcuts: [{ code: 'KeyD' }], run: onContext },
  ];
  useActions(isPicking ? actions.filter((it) => !OF_MANY.has(it.id)) : actions);

  const state = control === 'ASSISTANT' ? (account.assistantModeNow === 'SUGGEST' ? t.suggestsIsac : t.answersIsac) : control === 'WAITING' ? t.waits : assignee ? t.attendedBy(assignee.name) : t.attendedBySomebody;
  const why = silence && {
    HANDED_OVER: t.silenceHandedOver,
    TAKEN_OVER: assignee ? t.silenceTakenBy(assignee.name) : t.silenceTaken,
    ANSWERED_ELSEWHERE: t.silenceElsewhere,
    SWITCHED_OFF: t.silenceOff,
  }[silence.reason as string];
  const wakes = silence && (silence.reason === 'SWITCHED_OFF' ? t.wakesOn : silence.endsAt ? t.wakesAt(dateAndTime(silence.endsAt)) : t.wakesBack);

  function decide(next: AssistantMode): void {
    void change(SetAssistantMode, { input: { accountId: account.id, mode: next } }).then((done) => { if (orComplain(done)) void threadOf(id).refresh(); });
  }

  const canAttach = mode === 'reply' && conversation.replyWindow.allows.includes('ANY');

  function onDragOver(event: DragEvent): void {
    if (!event.dataTransfer.types.includes('Files')) return;
    // Where nothing can be attached, nothing is to leave the page for the file either.
    event.preventDefault();
    event.dataTransfer.dropEffect = canAttach ? 'copy' : 'none';
    setDropping(canAttach);
  }

  function onDrop(event: DragEvent): void {
    event.preventDefault();
    setDropping(false);
    if (canAttach) setDropped([...event.dataTransfer.files]);
  }

  return (
    <section className={css.chat} aria-label={`${t.section}: ${customer.displayName}`} id="chat" onDragOver={onDragOver} onDragLeave={(event) => event.currentTarget === event.target && setDropping(false)} onDrop={onDrop}>
      <header className={css.head}>
        <ActionIcon className={css.back} size={38} aria-label={t.back} onClick={onBack} id="back"><IconArrowLeft size={20} aria-hidden /></ActionIcon>
        <Avatar name={customer.displayName} size={38} channel={account} />
        <div className={css.who}>
          <h2 id="customer">{customer.displayName}</h2>
          <p>
            <span className={css.state} id="control" data-control={control}>{control === 'ASSISTANT' && <IconSparkles size={13} aria-hidden />}{state}</span>
            <span>{account.name} · {word('segment', customer.segment)}{conversation.status !== 'OPEN' && ` · ${word('status', conversation.status)}`}</span>
          </p>
        </div>
        {others.length > 0 && (
          <span className={css.viewers}>
            {others.slice(0, 3).map((it) => <Avatar key={it.advisor.id} name={it.advisor.name} size={24} title={(it.activity === 'TYPING' ? t.typing : t.viewing)(it.advisor.name)} />)}
          </span>
        )}
        <Button id="change-control" variant={control === 'HUMAN' ? 'default' : 'filled'} leftSection={control === 'HUMAN' ? <IconArrowBackUp size={15} aria-hidden /> : <IconHandStop size={15} aria-hidden />} onClick={() => void setControl(conversation, control === 'HUMAN' ? 'ASSISTANT' : 'HUMAN')}>
          {control === 'HUMAN' ? t.giveBack : t.take}
        </Button>
        <Tooltip label={isClosed ? t.reopen : t.closeIt}><ActionIcon className={css.close} size={34} aria-label={isClosed ? t.reopen : t.closeIt} onClick={close}><IconCheck size={19} aria-hidden /></ActionIcon></Tooltip>
        <Menu position="bottom-end" width={230}>
          <Menu.Target><ActionIcon size={34} aria-label={t.more}><IconDots size={19} aria-hidden /></ActionIcon></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item className={css.whereNarrow} leftSection={<IconCheck size={16} />} onClick={close}>{isClosed ? t.reopen : t.closeIt}</Menu.Item>
            <Menu.Item leftSection={<IconUserPlus size={16} />} onClick={() => setDialog('assign')}>{t.assign}</Menu.Item>
            <Menu.Item leftSection={<IconTransfer size={16} />} onClick={() => setDialog('transfer')}>{t.transfer}</Menu.Item>
            <Menu.Item leftSection={<IconClockPause size={16} />} onClick={() => setDialog('snooze')}>{t.snooze}</Menu.Item>
            <Menu.Item leftSection={<IconTag size={16} />} onClick={() => setDialog('tag')}>{t.tags}</Menu.Item>
            <Menu.Item leftSection={<IconMailOpened size={16} />} onClick={() => { setUnreadKept(true); markUnread(conversation); }}>{t.markUnread}</Menu.Item>
            <Menu.Item leftSection={<IconSearch size={16} />} onClick={() => setSearch('')}>{t.searchHere}</Menu.Item>
            {mayDecide && (
              <>
                <Menu.Divider />
                <Menu.Label id="modes">{t.assistantHere}</Menu.Label>
                <div role="group" aria-labelledby="modes">
                  <Menu.RadioGroup value={account.assistantMode} onChange={(it) => decide(it as AssistantMode)}>
                    {MODES.map((it) => <Menu.RadioItem key={it} value={it} closeMenuOnClick>{word('assistantMode', it)}</Menu.RadioItem>)}
                  </Menu.RadioGroup>
                </div>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
        <Tooltip label={t.context}><ActionIcon size={34} aria-label={t.context} aria-pressed={hasContext} onClick={onContext} id="context-toggle"><IconInfoCircle size={19} aria-hidden /></ActionIcon></Tooltip>
        {tools}
      </header>

      {search !== null && (
        <div className={css.find}>
          <IconSearch size={16} aria-hidden />
          <input autoFocus value={search} onChange={(event) => setSearch(event.target.value)} placeholder={t.searchHere} aria-label={t.searchHere} onKeyDown={(event) => event.key === 'Escape' && setSearch(null)} />
          <ActionIcon aria-label={t.clear} onClick={() => setSearch(null)}><IconX size={16} aria-hidden /></ActionIcon>
          {found.data && (
            <ul>
              {found.data.searchMessages.nodes.length === 0 && <li className={css.none}>{t.noneFound}</li>}
              {found.data.searchMessages.nodes.map((it) => <li key={it.id}><button type="button" onClick={() => setJumpTo({ id: it.id, seq: it.seq })}><b>{word('author', it.author)}</b> <span>{it.text}</span> <time>{dateAndTime(it.occurredAt)}</time></button></li>)}
            </ul>
          )}
        </div>
      )}
      {escalation && control !== 'ASSISTANT' && (
        <p className={css.escalation} id="escalation"><Pill tone="warn">{word('escalation', escalation.reason)}</Pill><span title={escalation.evidence}>{ledTo(escalation.evidence, word)}</span><time>{clock(escalation.at)}</time></p>
      )}
      {transfer && (
        <p className={css.transfer}>
          {transfer.to.id === mySelf?.id ? t.transferWaits(transfer.from?.name ?? '', transfer.note) : t.transferWaitsFor(transfer.to.name)}
          {transfer.to.id === mySelf?.id && <Button size="compact-sm" onClick={() => void act(conversation, { transfer: null }, AcceptTransfer, { input: { conversationId: id } })}>{t.accept}</Button>}
        </p>
      )}
      <Messages conversation={conversation} unreadAtOpening={unreadAtOpening} onZoom={setZoomed} onReply={onReply} onCorrect={onCorrect} jumpTo={jumpTo} />
      {draftsOfOthers.map((it) => <p key={it.advisor.id} className={css.draft}><b>{t.draftOf(it.advisor.name)}</b> {it.text}</p>)}
      {silence && why && <p className={css.silence} id="silence">{why} · {dateAndTime(silence.since)} · {t.isSilent}: {wakes}.</p>}
      <Composer conversation={conversation} replyTo={replyTo} onReplied={() => setReplyTo(null)} mode={mode} onMode={setMode} dropped={dropped} onDropTaken={() => setDropped([])} />
      {isDropping && <div className={css.drop} aria-hidden>{t.dropHere}</div>}

      {zoomed && <Lightbox url={zoomed} onClose={() => setZoomed(null)} />}
      {dialog === 'assign' && <ChooseAdvisor chosen={assignee?.id ?? null} onClose={() => setDialog(null)} onChoose={(it) => assign(conversation, it, it ? t.assignedTo(it.name) : t.unassignedSaid)} />}
      {dialog === 'tag' && <ChooseTag chosen={conversation.tags} onClose={() => setDialog(null)} onChoose={(it) => toggleTag(conversation, it)} />}
      {dialog === 'priority' && <ChoosePriority chosen={conversation.priority} onClose={() => setDialog(null)} onChoose={(it) => setPriority(conversation, it, t.prioritySaid(word('priority', it)))} />}
      {dialog === 'snooze' && <ChooseTime isPutOff={conversation.snoozedUntil !== null} onClose={() => setDialog(null)} onChoose={(until) => snooze(conversation, until, until ? t.snoozedSaid(dateAndTime(until)) : t.unsnoozed)} />}
      {dialog === 'transfer' && <Transfer conversation={conversation} onClose={() => setDialog(null)} />}
      {dialog !== null && typeof dialog === 'object' && (
        <Choose title={t.correct} filter={t.filter} onClose={() => setDialog(null)}
          choices={INTENTS.map((it) => ({ id: it, label: word('intent', it), isChosen: dialog.correct.analysis?.intents[0]?.intent === it }))}
          onChoose={(it) => void change(GiveFeedback, { input: { messageId: dialog.correct.id, intents: [it as 'OTHER'], idempotencyKey: newKey() } }).then((done) => { if (orComplain(done)) say(t.intentNow(word('intent', it))); })} />
      )}
    </section>
  );
}

function lastAnalysed(conversationId: string): Message | undefined {
  return threadOf(conversationId).get().ids.map((it) => messages.get(it)).filter((it): it is Message => it?.analysis != null && it.analysis.intents.length > 0).at(-1);
}

function Transfer({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const t = useTexts(CHAT);
  const word = useWord();
  const me = useMe();
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [written, setWritten] = useState<string | null>(null);
  const words = useQuery(TagsAndAdvisors, {});
  const { data, reload } = useQuery(Briefing, { conversationId: conversation.id });
  // What was known the last time may be old.
  useEffect(() => reload(), [reload]);
  const people = (words.data?.advisors ?? []).filter((it) => it.id !== me.advisor?.id);

  // What is known stands there already, until somebody writes something else; the server knows it too where nobody has seen it.
  const summary = written ?? data?.briefing.text ?? null;

  async function transfer(): Promise<void> {
    if (!to) return;
    onClose();
    const done = await change(TransferConversation, { input: { conversationId: conversation.id, advisorId: to, note: note.trim() || null, summary, idempotencyKey: newKey() } });
    if (orComplain(done)) say(t.transferredTo(people.find((it) => it.id === to)?.name ?? ''));
  }

  return (
    <Dialog isOpen onClose={onClose} title={t.transfer} size={520}>
      <form className={css.form} onSubmit={(event) => { event.preventDefault(); void transfer(); }}>
        <Select data-autofocus searchable openOnFocus={false} label={t.transferTo} value={to} onChange={setTo} data={people.map((it) => ({ value: it.id, label: `${it.name} · ${word('presence', it.presence.status)}` }))} />
        <Textarea label={t.noteForThem} value={note} maxLength={1000} autosize minRows={2} maxRows={6} onChange={(event) => setNote(event.target.value)} />
        <Textarea label={t.summary} value={summary ?? ''} maxLength={2000} autosize minRows={4} maxRows={9} aria-busy={summary === null || undefined} onChange={(event) => setWritten(event.target.value)} />
        <Button type="submit" disabled={!to}>{t.transfer}</Button>
      </form>
    </Dialog>
  );
}
