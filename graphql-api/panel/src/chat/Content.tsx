import { type ReactNode, useRef, useState } from 'react';
import { IconBrandInstagram, IconDownload, IconFileTypePdf, IconFileText, IconLayoutList, IconMapPin, IconPhoto, IconPhotoOff, IconPlayerPauseFilled, IconPlayerPlayFilled, IconRefresh, IconShoppingCart, IconTemplate, IconUserSquare } from '@tabler/icons-react';
import { FetchMedia } from '@generated';
import { change } from '@/api/queries';
import { orComplain } from '@/app/toasts';
import { type Message, useNow } from '@/conversations/conversations';
import { ownUrl, webUrl } from '@/kit';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { CHAT } from './texts';
import css from './Content.module.css';

type Of<Name extends string> = Extract<Message['content'], { __typename: Name }>;

const LINK = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/g;
const STRONG = /(\*[^*\n]+\*)/g;

/** A person's words, as text: lines as they stand, web addresses to be followed, *bold* as WhatsApp has it. */
export function Words({ text }: { text: string }) {
  return (
    <span className={css.words} dir="auto">
      {text.split(LINK).map((part, index) =>
        index % 2 === 1 ? (
          <a key={index} href={part} target="_blank" rel="noopener noreferrer nofollow">{part}</a>
        ) : (
          part.split(STRONG).map((piece, place) => (place % 2 === 1 ? <strong key={`${index}-${place}`}>{piece.slice(1, -1)}</strong> : piece))
        ),
      )}
    </span>
  );
}

function Picture({ url, label, onZoom, look }: { url: string; label: string; onZoom: (url: string) => void; look?: 'sticker' | 'story' }) {
  const t = useTexts(CHAT);
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <span className={css.file}><IconPhoto size={20} aria-hidden />{t.image}</span>;
  if (look === 'sticker') return <img className={css.sticker} data-sticker src={url} alt={t.sticker} width={140} height={140} loading="lazy" />;
  return (
    <button type="button" className={look === 'story' ? css.tall : css.picture} data-picture onClick={() => onZoom(url)} aria-label={`${t.zoom}: ${label || t.image}`}>
      <img src={url} alt={label || t.image} width={280} height={210} loading="lazy" decoding="async" onError={() => setBroken(true)} />
    </button>
  );
}

/** The top of a document as it looks; a file that cannot be drawn is a file to be saved and nothing more. */
function FirstPage({ url, name, onZoom }: { url: string; name: string; onZoom: (url: string) => void }) {
  const t = useTexts(CHAT);
  const [isNone, setNone] = useState(false);
  if (isNone) return null;
  return (
    <button type="button" className={css.document} onClick={() => onZoom(url)} aria-label={`${t.zoom}: ${name}`}>
      <img src={url} alt="" width={280} height={160} loading="lazy" decoding="async" onError={() => setNone(true)} />
    </button>
  );
}

const SPEEDS = [1, 1.5, 2];

function Sound({ url }: { url: string }) {
  const t = useTexts(CHAT);
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(0);
  const [speed, setSpeed] = useState(1);

  function faster(): void {
    const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length]!;
    setSpeed(next);
    if (audio.current) audio.current.playbackRate = next;
  }
  const written = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
  return (
    <span className={css.sound}>
      <audio ref={audio} src={url} preload="metadata" onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)} onLoadedMetadata={(event) => Number.isFinite(event.currentTarget.duration) && setLength(event.currentTarget.duration)} onPlay={() => setPlaying(true)} onPause={() => setPlaying(false)} />
      <button type="button" className={css.play} aria-label={isPlaying ? t.pause : t.play} onClick={() => void (isPlaying ? audio.current?.pause() : audio.current?.play())}>
        {isPlaying ? <IconPlayerPauseFilled size={16} aria-hidden /> : <IconPlayerPlayFilled size={16} aria-hidden />}
      </button>
      <input type="range" min={0} max={length || 1} step={0.1} value={at} aria-label={t.audio} onChange={(event) => audio.current && (audio.current.currentTime = Number(event.target.value))} />
      <span className={css.time}>{written(isPlaying || at > 0 ? at : length)}</span>
      <button type="button" className={css.speed} aria-label={`${t.speed} ${speed}×`} onClick={faster}>{speed}×</button>
    </span>
  );
}

/** Has the server fetch once more what it could not have. */
function FetchAgain({ messageId }: { messageId: string }) {
  const t = useTexts(CHAT);
  const [isBusy, setBusy] = useState(false);

  async function fetchAgain(): Promise<void> {
    setBusy(true);
    orComplain(await change(FetchMedia, { input: { messageId } }));
    setBusy(false);
  }
  return <button type="button" className={css.again} disabled={isBusy} onClick={() => void fetchAgain()}><IconRefresh size={14} aria-hidden />{t.fetchAgain}</button>;
}

function Medium({ content, message, onZoom }: { content: Of<'MediaContent'>; message: Message; onZoom: (url: string) => void }) {
  const t = useTexts(CHAT);
  const word = useWord();
  const url = ownUrl(content.url);
  const label = content.label && <span className={css.small}>{content.label}</span>;
  const caption = content.caption && <Words text={content.caption} />;
  if (content.state === 'FAILED') {
    return (
      <>
        {label}
        <span className={css.file}><IconPhotoOff size={22} stroke={1.6} aria-hidden /><span>{t.notFetched}{content.problem && <small>{word('mediaProblem', content.problem.code)}</small>}<FetchAgain messageId={message.id} /></span></span>
        {caption}
      </>
    );
  }
  if (!url || content.state !== 'STORED') return <>{label}<span className={css.pending}>{t.fetching}</span>{caption}</>;
  let medium: ReactNode;
  switch (content.kind) {
    case 'IMAGE':
      medium = <Picture url={url} label={content.caption ?? ''} onZoom={onZoom} look={message.context?.story ? 'story' : undefined} />;
      break;
    case 'STICKER':
      medium = <Picture url={url} label="" onZoom={onZoom} look="sticker" />;
      break;
    case 'VIDEO':
      medium = <video className={css.video} src={url} controls preload="metadata" width={300} height={200} />;
      break;
    case 'AUDIO':
    case 'VOICE':
      medium = <Sound url={url} />;
      break;
    default: {
      const name = content.fileName ?? t.file;
      const isPdf = content.mimeType === 'application/pdf';
      const Mark = isPdf ? IconFileTypePdf : IconFileText;
      medium = (
        <>
          {isPdf && <FirstPage url={`${url.split('?')[0]}/pages.png`} name={name} onZoom={onZoom} />}
          <a className={css.file} href={`${url}?name=${encodeURIComponent(name)}`} download={name}>
            <Mark size={30} stroke={1.5} aria-hidden />
            <span><b>{name}</b><small>{isPdf ? 'PDF' : t.file}</small></span>
            <IconDownload size={18} aria-label={t.download} />
          </a>
        </>
      );
    }
  }
  return <>{label}{medium}{caption}</>;
}

export function Content({ message, onZoom }: { message: Message; onZoom: (url: string) => void }) {
  const t = useTexts(CHAT);
  const { content } = message;
  switch (content.__typename) {
    case 'MediaContent':
      return <Medium content={content} message={message} onZoom={onZoom} />;
    case 'LocationContent': {
      const { latitude, longitude } = content;
      return (
        <a className={css.file} href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`} target="_blank" rel="noopener noreferrer">
          <IconMapPin size={28} stroke={1.6} aria-hidden />
          <span><b>{content.name ?? t.location}</b><small>{content.address ?? `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`}</small><small>{t.openMap}</small></span>
        </a>
      );
    }
    case 'ContactsContent':
      return content.contacts.map((card, index) => (
        <span key={index} className={css.file}>
          <IconUserSquare size={28} stroke={1.6} aria-hidden />
          <span><b>{card.name}</b>{[card.organization, ...card.phones, ...card.emails, ...card.addresses, ...card.urls].filter(Boolean).map((it) => <small key={it}>{it}</small>)}</span>
        </span>
      ));
    case 'InteractiveContent': {
      const link = webUrl(content.link?.url);
      return (
        <>
          {content.header && <strong className={css.words}>{content.header}</strong>}
          <Words text={content.text} />
          {content.footer && <span className={css.small}>{content.footer}</span>}
          {content.listButton ? (
            <details className={css.options}>
              <summary><IconLayoutList size={15} aria-hidden />{content.listButton}</summary>
              {content.options.map((it) => <span key={it.id} className={css.option}>{it.title}{it.description && <small>{it.description}</small>}</span>)}
            </details>
          ) : (
            <span className={css.options}>{content.options.map((it) => <span key={it.id} className={css.option}>{it.title}</span>)}</span>
          )}
          {content.link && (link ? <a className={css.option} href={link} target="_blank" rel="noopener noreferrer">{content.link.title}</a> : <span className={css.option}>{content.link.title}</span>)}
          {content.skus && <span className={css.small}>{content.skus.join(' · ')}</span>}
        </>
      );
    }
    case 'InteractiveReplyContent':
      return (
        <span className={css.chosen}>
          <small>{t.chosen}</small>
          <b>{content.title}</b>
          {content.description && <small>{content.description}</small>}
        </span>
      );
    case 'ProductContent': {
      const url = ownUrl(content.imageUrl);
      return <>{url && <Picture url={url} label={content.text} onZoom={onZoom} />}<Words text={content.text} /></>;
    }
    case 'OrderContent':
      return (
        <span className={css.order}>
          <b><IconShoppingCart size={16} aria-hidden /> {t.cart}</b>
          {content.lines.map((it) => (
            <span key={it.sku} className={css.line}>
              <span>{Number(it.quantity)} × {it.product?.title ?? it.sku}{!it.product && <small> {t.notInCatalogue}</small>}</span>
              <span className="figure">{it.product?.retailPrice.formatted}</span>
            </span>
          ))}
          {content.orderText && <Words text={content.orderText} />}
        </span>
      );
    case 'TemplateContent':
      return <><span className={css.small}><IconTemplate size={13} aria-hidden /> {t.template} · {content.template}</span><Words text={content.text} /></>;
    case 'UnsupportedContent':
      // What it came with says it all.
      if (content.platformType === 'story_reply' && message.context?.story) return null;
      return <Words text={content.rendering} />;
    default:
      return <Words text={message.text} />;
  }
}

const STORY_MS = 24 * 3_600_000;

/** The story that a message answers, as it was; or that it is gone, which its link does not say. */
function Story({ story, messageId, at, onZoom }: { story: NonNullable<NonNullable<Message['context']>['story']>; messageId: string; at: string; onZoom: (url: string) => void }) {
  const t = useTexts(CHAT);
  const word = useWord();
  const now = useNow();
  const [isBroken, setBroken] = useState(false);
  const { medium } = story;
  const own = medium?.state === 'STORED' && !isBroken ? ownUrl(medium.url) : null;
  const link = webUrl(story.url);
  const isOver = now - new Date(at).getTime() > STORY_MS;
  return (
    <span className={css.story}>
      <span className={css.storyTitle}><IconBrandInstagram size={13} aria-hidden /> {t.storyReply}</span>
      {own && medium?.kind === 'VIDEO' && <video src={own} controls preload="metadata" width={135} height={240} aria-label={t.story} />}
      {own && medium?.kind === 'IMAGE' && <button type="button" onClick={() => onZoom(own)} aria-label={`${t.zoom}: ${t.story}`}><img src={own} alt={t.story} width={135} height={240} loading="lazy" decoding="async" onError={() => setBroken(true)} /></button>}
      {!own && !isOver && medium?.state === 'PENDING' && <span className={css.storyWait}>{t.fetching}</span>}
      {!own && !isOver && medium?.state === 'FAILED' && (
        <span className={css.storyWait}>
          <IconPhotoOff size={22} stroke={1.6} aria-hidden />
          <span>{t.storyNotFetched}</span>
          {medium.problem && medium.problem.code !== 'GONE' && <small>{word('mediaProblem', medium.problem.code)}</small>}
          <FetchAgain messageId={messageId} />
        </span>
      )}
      {!own && (isOver || !link ? <span>{t.storyGone}</span> : <a href={link} target="_blank" rel="noopener noreferrer">{t.seeStory}</a>)}
    </span>
  );
}

/** What a customer's message came with: nothing of it is theirs. */
export function Came({ context, messageId, at, onZoom }: { context: NonNullable<Message['context']>; messageId: string; at: string; onZoom: (url: string) => void }) {
  const t = useTexts(CHAT);
  const ad = context.referral;
  const link = webUrl(ad?.sourceUrl);
  return (
    <span className={css.came}>
      {context.forwarding && <span>{context.forwarding === 'FORWARDED' ? t.forwarded : t.forwardedOften}</span>}
      {context.groupId && <span>{t.inGroup}</span>}
      {/* A mention is the story itself, and says so. */}
      {context.story?.relation === 'REPLY' && <Story story={context.story} messageId={messageId} at={at} onZoom={onZoom} />}
      {context.product && <span>{t.aboutProduct(context.product.product?.title ?? context.product.sku)}</span>}
      {ad && <span>{link ? <a href={link} target="_blank" rel="noopener noreferrer">{t.fromAd}</a> : t.fromAd}{ad.headline && `: ${ad.headline}`}{ad.body && ` — ${ad.body}`}</span>}
    </span>
  );
}

