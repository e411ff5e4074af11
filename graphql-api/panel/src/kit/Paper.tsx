import { useEffect, useState } from 'react';
import { Button } from '@mantine/core';
import { IconDownload, IconFileTypePdf } from '@tabler/icons-react';
import { texts, useTexts } from '@/texts/texts';
import { Bone } from '.';
import css from './paper.module.css';

const PAPER = texts({
  es: { paper: 'Cómo se ve en papel', download: 'Bajar el PDF', cannot: 'No se puede mostrar.' },
  en: { paper: 'As it looks on paper', download: 'Download the PDF', cannot: 'It cannot be shown.' },
  pt: { paper: 'Como fica no papel', download: 'Baixar o PDF', cannot: 'Não dá para mostrar.' },
});

/** A paper as a picture, page under page: no browser needs a reader for it. */
export function Paper({ file, picture = file.replace(/pdf$/, 'png') }: { file: string; picture?: string }) {
  const t = useTexts(PAPER);
  return (
    <figure className={css.paper} id="paper">
      <PagesOf picture={picture} />
      <figcaption>
        <Button component="a" href={file} variant="default" size="compact-sm" leftSection={<IconDownload size={15} aria-hidden />}>{t.download}</Button>
      </figcaption>
    </figure>
  );
}

/** The picture of a paper, or why there is none. */
export function PagesOf({ picture }: { picture: string }) {
  const t = useTexts(PAPER);
  const [shown, setShown] = useState<{ of: string; url: string | null; why: string | null } | null>(null);

  useEffect(() => {
    const stop = new AbortController();
    let url: string | null = null;
    void (async () => {
      try {
        const response = await fetch(picture, { signal: stop.signal });
        const why = response.ok ? null : (((await response.json().catch(() => ({}))) as { message?: string }).message ?? null);
        url = response.ok ? URL.createObjectURL(await response.blob()) : null;
        if (!stop.signal.aborted) setShown({ of: picture, url, why });
      } catch {
        if (!stop.signal.aborted) setShown({ of: picture, url: null, why: null });
      }
    })();
    return () => {
      stop.abort();
      if (url) URL.revokeObjectURL(url);
    };
  }, [picture]);

  if (!shown) return <Bone height={360} />;
  if (shown.of === picture && !shown.url) return <p className={css.cannot} role="status"><IconFileTypePdf size={20} aria-hidden />{shown.why ?? t.cannot}</p>;
  return <img className={css.pages} src={shown.url ?? undefined} alt={t.paper} data-stale={shown.of !== picture || undefined} />;
}
