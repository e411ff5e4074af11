import { type ClipboardEvent, type KeyboardEvent, Suspense, lazy, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconBolt, IconFile, IconMapPin, IconMessage2, IconNote, IconPaperclip, IconSend2, IconTemplate, IconX } from '@tabler/icons-react';
import { AddNote, ComposerProducts, ComposerTemplates, DismissSuggestion, ComposerShortcuts, TagsAndAdvisors, RunQuickAction, SendLocation, SendMessage, SendProduct, SendSuggestion, SendTemplate, ShowTyping, ReportActivity } from '@generated';
import { newKey } from '@/api/http';
import { post } from '@/api/outbox';
import { change, useQuery } from '@/api/queries';
import { useActions } from '@/app/actions';
import { useMe } from '@/app/session';
import { complain, orComplain } from '@/app/toasts';
import { type Conversation, type Message, messages, useNow } from '@/conversations/conversations';
import { draftHere, draftOf, forgetDraft, isFromElsewhere, keepDraft, keepNote, noteHere } from '@/conversations/drafts';
import { threadOf } from '@/conversations/thread';
import { MOST_FILES, unfit, upload } from '@/conversations/uploads';
import { ownUrl } from '@/kit';
import { usePaused } from '@/kit/usePaused';
import { bytes, span } from '@/texts/format';
import { languageNow } from '@/texts/language';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { type Mode, asked } from './asked';
import { DEAL, DEALS, type DealKind } from './dealTexts';
import { usePauseWords } from './failures';
import { CHAT } from './texts';
import css from './Composer.module.css';

const Deal = lazy(() => import('./Deal').then((it) => ({ default: it.Deal })));

const TYPING_EVERY_MS = 8_000;
/** Stock that somebody is about to promise is no older than this. */
const STOCK_EVERY_MS = 2_000;
/** WhatsApp's limit for the words under a medium. */
const LONGEST_CAPTION = 1_024;

interface Attached {
  key: string;
  file: File;
  preview: string | null;
  id: string | null;
  caption: string;
  stop: AbortController;
}

interface Offer {
  key: string;
  section: string;
  label: string;
  detail?: string;
  picture?: string | null;
  price?: string;
  stock?: number;
  /** More words that find it. */
  keywords?: string;
  run: () => void;
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function Composer({ conversation, replyTo, onReplied, mode, onMode, dropped, onDropTaken }: {
  conversation: Conversation;
  replyTo: Message | null;
  onReplied: () => void;
  mode: Mode;
  onMode: (mode: Mode) => void;
  dropped: readonly File[];
  onDropTaken: () => void;
}) {
  const t = useTexts(CHAT);
  const word = useWord();
  const pauseWords = usePauseWords();
  const me = useMe();
  const now = useNow();
  const { id, replyWindow, account, suggestion } = conversation;
  const mine = conversation.drafts.find((it) => it.advisor.id === me.advisor?.id);
  const [text, setText] = useState(() => draftOf(id, mine));
  const seenDraft = useRef(mine?.updatedAt ?? '');
  const [note, setNoteText] = useState(() => noteHere(id));
  const setNote = (next: string): void => {
    setNoteText(next);
    keepNote(id, next);
  };
  const [edited, setEdited] = useState<string | null>(null);
  const [files, setFiles] = useState<readonly Attached[]>([]);
  const [chosen, setChosen] = useState(0);
  const [isShut, setShut] = useState(false);
  const [deal, setDeal] = useState<DealKind | null>(null);
  const d = useTexts(DEAL);
  const box = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const typedAt = useRef(-TYPING_EVERY_MS);
  const value = mode === 'note' ? note : text;
  const canWrite = replyWindow.allows.some((it) => it === 'ANY' || it === 'HUMAN_TEXT');
  // What only a person may write late is text.
  const canAttach = replyWindow.allows.includes('ANY');
  const canTemplate = !canWrite && replyWindow.allows.includes('TEMPLATE');

  const beforeCaret = value.slice(0, box.current?.selectionStart ?? value.length) || value;
  const ask = isShut ? null : asked(beforeCaret, mode);
  const words = usePaused(ask?.kind === '#' ? ask.words : '');
  const shortcuts = useQuery(ComposerShortcuts, ask?.kind === '/' ? {} : null);
  const products = useQuery(ComposerProducts, ask?.kind === '#' && words ? { search: words, conversationId: id } : null);
  const isAsking = ask?.kind === '#' && words !== '';
  // What is offered is of what was typed some letters ago: nobody is to send what they have not seen.
  const isSeeking = ask?.kind === '#' && ask.words !== '' && (ask.words !== words || (!products.data && !products.error));
  const { reload: readStock } = products;
  useEffect(() => {
    if (!isAsking) return undefined;
    const timer = setInterval(readStock, STOCK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isAsking, readStock]);
  const people = useQuery(TagsAndAdvisors, mode === 'note' ? {} : null);

  // The same person goes on writing on another device, and what they sent from there is not to be sent again from here.
  const lastDraft = useRef(mine?.text);
  useEffect(() => {
    const before = lastDraft.current;
    lastDraft.current = mine?.text;
    if (!mine) {
      if (before !== undefined && draftHere(id) === undefined) setText((now) => (now === before ? '' : now));
      return;
    }
    if (mine.updatedAt <= seenDraft.current) return;
    seenDraft.current = mine.updatedAt;
    if (isFromElsewhere(id, mine.updatedAt)) setText(mine.text);
  }, [id, mine]);

  function write(next: string): void {
    setShut(false);
    setChosen(0);
    if (mode === 'note') {
      setNote(next);
      return;
    }
    setText(next);
    keepDraft(id, next);
    if (next && performance.now() - typedAt.current > TYPING_EVERY_MS) {
      typedAt.current = performance.now();
      void change(ReportActivity, { input: { conversationId: id, activity: 'TYPING' } });
      if (canWrite && conversation.control === 'HUMAN') void change(ShowTyping, { input: { conversationId: id } });
    }
  }

  const clear = useCallback(() => {
    setText('');
    forgetDraft(id, mine);
    setEdited(null);
    onReplied();
  }, [id, mine, onReplied]);

  const fill = useCallback((template: string) => template.replaceAll('{{customer.name}}', conversation.customer.displayName.split(' ')[0] ?? '').replaceAll('{{advisor.name}}', me.name.split(' ')[0] ?? ''), [conversation.customer.displayName, me.name]);

  // ---- what is offered for / # @ ------------------------------------------------------------------------------------

  const helps: Record<DealKind, string> = { QUOTE: d.quoteHelp, SALE: d.saleHelp, PAYMENT: d.paymentHelp, FOLLOW_UP: d.followUpHelp };
  const focus = () => setTimeout(() => box.current?.focus(), 0);
  const sendLocation = async () => orComplain(await change(SendLocation, { input: { conversationId: id, idempotencyKey: newKey() } }));
  const dismiss = async () => orComplain(await change(DismissSuggestion, { input: { conversationId: id, suggestionId: suggestion?.id ?? '' } }));
  /** Takes away what asked for an offer and puts something else in its place; what was typed around it stays. */
  function put(inserted: string): void {
    const from = ask?.from ?? value.length;
    write(value.slice(0, from) + inserted + value.slice(beforeCaret.length));
    const caret = from + inserted.length;
    setTimeout(() => box.current?.setSelectionRange(caret, caret), 0);
  }
  const offers = useMemo<Offer[]>(() => {
    if (!ask) return [];
    const key = plain(ask.words);
    if (ask.kind === '@') {
      return (people.data?.advisors ?? []).filter((it) => plain(it.name).includes(key)).slice(0, 8).map((it) => ({
        key: it.id, section: t.mention, label: it.name,
        run: () => put(`@${it.name} `),
      }));
    }
    if (ask.kind === '#') {
      // The card that is sent has the price of the class that the customer has then.
      const isWholesale = (products.data?.conversation ?? conversation).customer.segment === 'WHOLESALE';
      return (words ? (products.data?.products.nodes ?? []) : []).map((it) => ({
        key: it.id, section: isWholesale ? `${t.products} · ${t.wholesaleNote}` : t.products, label: it.title, detail: it.sku, picture: ownUrl(it.imageUrl), stock: it.stock,
        price: (isWholesale && it.wholesalePrice ? it.wholesalePrice : it.retailPrice).formatted,
        run: () => {
          put('');
          void change(SendProduct, { input: { conversationId: id, productId: it.id, idempotencyKey: newKey() } }).then(orComplain);
        },
      }));
    }
    const all: Offer[] = [
      ...(shortcuts.data?.cannedReplies ?? []).filter((it) => it.isActive).map((it) => ({ key: it.id, section: t.canned, label: it.shortcut, detail: it.title || it.text, run: () => put(fill(it.text)) })),
      ...(mode === 'reply' ? (shortcuts.data?.quickActions ?? []).filter((it) => it.isActive).map((it) => ({
        key: it.id, section: t.quickActions, label: it.shortcut, detail: it.title,
        run: () => { put(''); void change(RunQuickAction, { input: { conversationId: id, quickActionId: it.id, idempotencyKey: newKey() } }).then(orComplain); },
      })) : []),
      { key: 'location', section: t.commands, label: '/ubicacion', detail: t.sendLocation, run: () => { put(''); void sendLocation(); } },
      ...(mode === 'reply' ? DEALS.map((it) => ({
        key: it.kind, section: t.commands, label: it.label[languageNow()], detail: helps[it.kind], keywords: it.words,
        run: () => { put(''); setDeal(it.kind); },
      })) : []),
      { key: 'product', section: t.commands, label: '/p', keywords: 'producto product produto', detail: t.products, run: () => put('#') },
      { key: 'note', section: t.commands, label: '/nota', detail: t.note, run: () => { put(''); onMode('note'); } },
    ];
    const found = all.filter((it) => plain(`${it.label} ${it.detail ?? ''} ${it.keywords ?? ''}`).includes(key));
    // Whoever types a name in full means what bears it, whatever else holds the same letters.
    const isNamed = (it: Offer): boolean => [it.label.slice(1), ...(it.keywords ?? '').split(' ')].some((name) => plain(name) === key);
    return [...found.filter(isNamed), ...found.filter((it) => !isNamed(it))];
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ask?.kind, ask?.words, ask?.from, words, shortcuts.data, products.data, people.data, conversation.customer.segment, mode, t, d, value]);
  const at = Math.min(chosen, Math.max(0, offers.length - 1));

  function take(offer: Offer | undefined): void {
    if (!offer) return;
    offer.run();
    setChosen(0);
    box.current?.focus();
  }

  const begin = (kind: DealKind) => { onMode('reply'); setDeal(kind); };
  useActions([
    {
      id: 'canned', title: `${t.canned} · ${t.quickActions}`, section: t.section, shortcuts: [{ code: 'Slash' }, { code: 'NumpadDivide' }, { code: 'Digit7', shift: true }],
      run: () => { write(`${value}${value && !value.endsWith(' ') ? ' ' : ''}/`); focus(); },
    },
    { id: 'product', title: d.productHelp, section: t.section, keywords: '#', run: () => { onMode('reply'); setText(`${text}${text && !text.endsWith(' ') ? ' ' : ''}#`); focus(); } },
    ...DEALS.map((it) => ({ id: `deal-${it.kind}`, title: helps[it.kind], section: t.section, keywords: it.words, shortcuts: [it.key], run: () => begin(it.kind) })),
    { id: 'location', title: t.sendLocation, section: t.section, run: () => void sendLocation() },
    { id: 'attach', title: t.attach, section: t.section, shortcuts: [{ code: 'KeyA', alt: true, mod: true }], run: () => picker.current?.click() },
    ...(suggestion ? [
      { id: 'send-suggestion', title: `${t.suggests}: ${t.send}`, section: t.section, run: () => void sendSuggestion(null) },
      { id: 'dismiss-suggestion', title: `${t.suggests}: ${t.discard}`, section: t.section, run: () => void dismiss() },
    ] : []),
  ]);

  // ---- files --------------------------------------------------------------------------------------------------------

  const add = useCallback((added: readonly File[]) => {
    const good = added.filter((file) => {
      const why = unfit(account.type, file);
      if (why) complain(why.is === 'TOO_BIG' ? t.tooBig(file.name, bytes(why.most)) : t.wrongKind(file.name));
      return !why;
    });
    if (files.length + good.length > MOST_FILES) complain(t.tooMany);
    const fresh = good.slice(0, MOST_FILES - files.length).map<Attached>((file) => ({ key: newKey(), file, preview: file.type.startsWith('image/') ? URL.createObjectURL(file) : null, id: null, caption: '', stop: new AbortController() }));
    setFiles((known) => [...known, ...fresh]);
    for (const it of fresh) {
      void upload(it.file, it.stop.signal).then((result) => {
        if ('id' in result) setFiles((known) => known.map((other) => (other.key === it.key ? { ...other, id: result.id } : other)));
        else if (!it.stop.signal.aborted) {
          complain(result.problem || t.uploadFailed(it.file.name));
          setFiles((known) => known.filter((other) => other.key !== it.key));
        }
      });
    }
  }, [account.type, files.length, t]);

  useEffect(() => {
    if (dropped.length === 0) return;
    add(dropped);
    onDropTaken();
  }, [dropped, add, onDropTaken]);

  function remove(it: Attached): void {
    it.stop.abort();
    if (it.preview) URL.revokeObjectURL(it.preview);
    setFiles(files.filter((other) => other.key !== it.key));
  }

  function onPaste(event: ClipboardEvent): void {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0 || mode === 'note' || !canAttach) return;
    event.preventDefault();
    add(pasted);
  }

  // ---- sending ------------------------------------------------------------------------------------------------------

  /** How far the thread has been seen. */
  const lastSeq = (): number => messages.get(threadOf(id).get().ids.at(-1) ?? '')?.seq ?? conversation.lastMessage?.seq ?? 0;

  async function sendSuggestion(instead: string | null): Promise<void> {
    if (!suggestion) return;
    const key = newKey();
    const input = { conversationId: id, suggestionId: suggestion.id, text: instead, idempotencyKey: key };
    // One's own words are not thrown away for those of ISAC.
    if (instead !== null || !text.trim()) clear();
    if (instead === null) orComplain(await change(SendSuggestion, { input }));
    else post(SendSuggestion, { input }, { key, lane: id, text: instead, afterSeq: lastSeq() });
  }

  async function saveNote(): Promise<void> {
    const said = note.trim();
    if (!said) return;
    const told = (people.data?.advisors ?? []).filter((it) => said.includes(`@${it.name}`)).map((it) => it.id);
    setNote('');
    const done = await change(AddNote, { input: { conversationId: id, text: said, mentions: told, idempotencyKey: newKey() } });
    if (!orComplain(done)) setNote(said);
  }

  function send(): void {
    if (mode === 'note') {
      void saveNote();
      return;
    }
    const said = text.trim();
    const isEdited = suggestion !== null && edited === suggestion.id;
    if (suggestion && files.length === 0 && (!said || isEdited)) {
      // Enter on an empty line sends what ISAC suggests: one key.
      void sendSuggestion(said || null);
      return;
    }
    if ((!said && files.length === 0) || files.some((it) => !it.id)) return;
    const key = newKey();
    const captions = files.map((it) => it.caption.trim());
    const seen = lastSeq();
    post(SendMessage, { input: { conversationId: id, text: said || null, attachmentIds: files.length > 0 ? files.map((it) => it.id!) : null, captions: captions.some(Boolean) ? captions : null, replyToId: replyTo?.id ?? null, lastSeenSeq: seen || null, idempotencyKey: key } }, { key, lane: id, text: said || files.map((it) => it.caption.trim() || it.file.name).join(', '), afterSeq: seen });
    files.forEach((it) => it.preview && URL.revokeObjectURL(it.preview));
    setFiles([]);
    clear();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    if (isSeeking && event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
    } else if (ask && offers.length > 0) {
      if (event.key === 'ArrowDown') setChosen((at + 1) % offers.length);
      else if (event.key === 'ArrowUp') setChosen((at - 1 + offers.length) % offers.length);
      else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') take(offers[at]);
      else if (event.key === 'Escape') setShut(true);
      else return;
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') {
      event.currentTarget.blur();
    }
  }

  const closesIn = replyWindow.closesAt ? new Date(replyWindow.closesAt).getTime() - now : null;
  const line = account.pause ? t.channelPaused(pauseWords(account.type, account.pause))
    : !canWrite ? (canTemplate ? t.templateNeeded : t.windowShut)
    : closesIn !== null && !replyWindow.allows.includes('ANY') ? t.onlyHuman(span(closesIn))
    : closesIn !== null ? t.closesIn(span(closesIn)) : '';
  const isUploading = files.some((it) => !it.id);

  return (
    <div className={css.composer} data-mode={mode}>
      {suggestion && (
        <section className={css.suggestion} aria-label={t.suggests} id="suggestion">
          <p className={css.suggestionHead}>
            <b>{t.suggests}</b>
            {suggestion.escalation && <span>{t.alsoHandsOver(word('escalation', suggestion.escalation.reason))}</span>}
            {suggestion.evidence.flatMap((it) => it.products).slice(0, 3).map((it) => <span key={it.sku} className={css.fact}>{it.title} · {it.price.formatted} · {it.stock > 0 ? t.inStock(String(it.stock)) : t.outOfStock}</span>)}
          </p>
          <p className={css.suggestionText} id="suggestion-text">{suggestion.text}</p>
          <div className={css.suggestionActions}>
            <Button size="compact-sm" onClick={() => void sendSuggestion(null)} rightSection={<kbd>↵</kbd>}>{t.send}</Button>
            <Button size="compact-sm" variant="default" onClick={() => { setEdited(suggestion.id); onMode('reply'); setText(suggestion.text); box.current?.focus(); }}>{t.edit}</Button>
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => void dismiss()}>{t.discard}</Button>
          </div>
        </section>
      )}
      {replyTo && mode === 'reply' && (
        <p className={css.replyTo}><b>{t.replyingTo}</b> <span>{replyTo.text}</span><ActionIcon size="sm" aria-label={t.remove} onClick={onReplied}><IconX size={15} aria-hidden /></ActionIcon></p>
      )}
      {files.length > 0 && (
        <ul className={css.files}>
          {files.map((it) => (
            <li key={it.key} data-ready={it.id !== null || undefined}>
              {it.preview ? <img src={it.preview} alt={it.file.name} width={148} height={92} /> : <span className={css.file}><IconFile size={22} aria-hidden /><small>{it.file.name}</small></span>}
              <input
                value={it.caption}
                maxLength={LONGEST_CAPTION}
                placeholder={t.caption}
                aria-label={`${t.caption}: ${it.file.name}`}
                onChange={(event) => { const caption = event.target.value; setFiles(files.map((other) => (other.key === it.key ? { ...other, caption } : other))); }}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
                  event.preventDefault();
                  send();
                }}
              />
              <button type="button" aria-label={`${t.remove}: ${it.file.name}`} onClick={() => remove(it)}><IconX size={13} aria-hidden /></button>
            </li>
          ))}
        </ul>
      )}
      {ask && (offers.length > 0 || isAsking) && (
        <div className={css.offers} role="listbox" id="offers" aria-label={ask.kind === '#' ? t.products : t.commands} aria-busy={isSeeking || undefined}>
          {offers.length === 0 && <p className={css.none}>{isSeeking ? t.seeking : t.noProducts}</p>}
          {offers.map((it, index) => (
            <div key={it.key}>
              {it.section !== offers[index - 1]?.section && <h3 role="presentation">{it.section}</h3>}
              <div role="option" id={`offer-${index}`} aria-selected={index === at} className={css.offer} onMouseMove={() => setChosen(index)} onMouseDown={(event) => { event.preventDefault(); take(it); }}>
                {ask.kind === '#' && (it.picture ? <img src={it.picture} alt="" width={36} height={36} /> : <span className={css.noPicture} />)}
                <span className={css.offerWords}><b>{it.label}</b>{it.detail && <small>{it.detail}</small>}</span>
                {it.stock !== undefined && <span className={css.stock} data-none={it.stock === 0 || undefined}>{it.stock > 0 ? t.inStock(String(it.stock)) : t.outOfStock}</span>}
                {it.price && <span className={css.price}>{it.price}</span>}
              </div>
            </div>
          ))}
        </div>
      )}
      {deal && mode === 'reply' && <Suspense><Deal kind={deal} conversation={conversation} onClose={() => { setDeal(null); box.current?.focus(); }} /></Suspense>}
      {canTemplate && mode === 'reply' ? (
        <Template conversation={conversation} line={line} onNote={() => onMode('note')} />
      ) : (
        <form className={css.form} onSubmit={(event) => { event.preventDefault(); send(); }}>
          <textarea
            ref={box}
            id="text"
            rows={1}
            maxLength={mode === 'note' ? 4000 : 4096}
            value={value}
            disabled={mode === 'reply' && !canWrite}
            onChange={(event) => write(event.target.value)}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            placeholder={mode === 'note' ? t.placeholderNote : t.placeholder}
            aria-label={mode === 'note' ? t.noteMode : t.replyMode}
            aria-controls={ask ? 'offers' : undefined}
            aria-activedescendant={ask && offers.length > 0 ? `offer-${at}` : undefined}
            aria-autocomplete="list"
          />
          <div className={css.bar}>
            <div className={css.modes} role="group">
              <button type="button" aria-pressed={mode === 'reply'} onClick={() => onMode('reply')}><IconMessage2 size={15} aria-hidden />{t.replyMode}</button>
              <button type="button" aria-pressed={mode === 'note'} onClick={() => onMode('note')}><IconNote size={15} aria-hidden />{t.noteMode}</button>
            </div>
            <input ref={picker} type="file" multiple hidden onChange={(event) => { add([...(event.target.files ?? [])]); event.target.value = ''; }} />
            {mode === 'reply' && (
              <>
                <ActionIcon aria-label={t.attach} title={t.attach} disabled={!canAttach} onClick={() => picker.current?.click()} id="attach"><IconPaperclip size={18} aria-hidden /></ActionIcon>
                <ActionIcon aria-label={t.quickActions} title={t.quickActions} disabled={!canWrite} onClick={() => { write(`${text}${text && !text.endsWith(' ') ? ' ' : ''}/`); box.current?.focus(); }}><IconBolt size={18} aria-hidden /></ActionIcon>
                <ActionIcon aria-label={t.sendLocation} title={t.sendLocation} disabled={!canWrite} onClick={() => void sendLocation()} className={css.optional}><IconMapPin size={18} aria-hidden /></ActionIcon>
              </>
            )}
            <span className={css.window} data-bad={!canWrite || Boolean(account.pause) || undefined} data-soon={(closesIn !== null && closesIn < 6 * 3_600_000) || undefined}>{mode === 'reply' && (isUploading ? t.uploading : line)}</span>
            <ActionIcon type="submit" variant="filled" color="accent" size={34} radius="md" aria-label={mode === 'note' ? t.addNote : t.sendNow} disabled={isUploading || (mode === 'reply' && !canWrite)}><IconSend2 size={18} aria-hidden /></ActionIcon>
          </div>
        </form>
      )}
    </div>
  );
}

/** Outside the reply window: what WhatsApp lets through. */
function Template({ conversation, line, onNote }: { conversation: Conversation; line: string; onNote: () => void }) {
  const t = useTexts(CHAT);
  const { data } = useQuery(ComposerTemplates, { channel: conversation.account.id });
  const [chosen, setChosen] = useState<string | null>(null);
  const [values, setValues] = useState<Record<string, string>>({});
  const [isBusy, setBusy] = useState(false);
  // One for each thing that is to be said: pressing again after an answer that was lost says it once.
  const [key, setKey] = useState(newKey);
  const fillIn = (name: string, value: string): void => {
    setValues({ ...values, [name]: value });
    setKey(newKey());
  };
  const choose = (id: string | null): void => {
    setChosen(id);
    setValues({});
    setKey(newKey());
  };
  const templates = (data?.messageTemplates ?? []).filter((it) => it.isSendable);
  const template = templates.find((it) => it.id === chosen);
  const filled = template?.parameters.reduce((text, name) => text.replaceAll(`{{${name}}}`, values[name]?.trim() || `{{${name}}}`), template.body);

  async function send(): Promise<void> {
    if (!template) return;
    setBusy(true);
    const done = await change(SendTemplate, { input: { conversationId: conversation.id, templateId: template.id, parameters: template.parameters.map((it) => values[it]?.trim() ?? ''), headerParameter: template.headerTakesParameter ? (values['header'] ?? '') : null, idempotencyKey: key } });
    setBusy(false);
    if (orComplain(done)) choose(null);
  }

  return (
    <div className={css.template} id="template">
      <p className={css.templateHead}><IconTemplate size={16} aria-hidden />{line}</p>
      {!template && templates.length === 0 && data && <p>{t.noTemplates}</p>}
      {!template && (
        <ul className={css.templates}>
          {templates.map((it) => <li key={it.id}><button type="button" onClick={() => choose(it.id)}><b>{it.name}</b><span>{it.body}</span></button></li>)}
        </ul>
      )}
      {template && (
        <>
          <p className={css.preview}>{template.header && <b>{template.header}{'\n'}</b>}{filled}{template.footer && <small>{'\n'}{template.footer}</small>}</p>
          {template.headerTakesParameter && <TextInput label={t.parameter('header')} value={values['header'] ?? ''} onChange={(event) => fillIn('header', event.target.value)} />}
          {template.parameters.map((it) => <TextInput key={it} label={t.parameter(it)} value={values[it] ?? ''} onChange={(event) => fillIn(it, event.target.value)} />)}
        </>
      )}
      <div className={css.suggestionActions}>
        {template && <Button size="compact-sm" loading={isBusy} disabled={template.parameters.some((it) => !values[it]?.trim())} onClick={() => void send()}>{t.send}</Button>}
        {template && <Button size="compact-sm" variant="default" onClick={() => choose(null)}>{t.chooseTemplate}</Button>}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onNote}>{t.note}</Button>
      </div>
    </div>
  );
}
