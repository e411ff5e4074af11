import { useState } from 'react';
import { Button, FileInput } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { ImportProducts, type ImportProductsMutation } from '@generated';
import { invalidate, useMutation } from '@/api/queries';
import { orComplain } from '@/app/toasts';
import { listing } from '@/kit/Listing';
import { useTexts } from '@/texts/texts';
import { CATALOGUE } from './texts';

const MOST_BYTES = 20_000_000;

type Result = ImportProductsMutation['importProducts'];

/** The same file taken twice is one import: its content names the try. */
async function keyOf(csv: string): Promise<string> {
  const sum = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(csv));
  return `file-${[...new Uint8Array(sum)].map((it) => it.toString(16).padStart(2, '0')).join('')}-${Math.floor(Date.now() / 60_000)}`;
}

/** Takes a file of products, and says line by line what it could not take. */
export function Import() {
  const t = useTexts(CATALOGUE);
  const save = useMutation(ImportProducts);
  const [file, setFile] = useState<File | null>(null);
  const [result, setResult] = useState<Result | null>(null);
  const isTooBig = file !== null && file.size > MOST_BYTES;

  async function take(): Promise<void> {
    if (!file) return;
    const csv = await file.text();
    const done = await save.run({ input: { csv, idempotencyKey: await keyOf(csv) } });
    if (done.ok) {
      setResult(done.payload);
      invalidate(['Product']);
    } else {
      orComplain(done);
    }
  }

  return (
    <div className={listing.form}>
      <p className={listing.soft}>{t.importHelp}</p>
      <FileInput
        label={t.file}
        placeholder="productos.csv"
        accept=".csv,text/csv,text/plain"
        leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
        value={file}
        error={isTooBig ? t.tooBig : undefined}
        onChange={(it) => {
          setFile(it);
          setResult(null);
        }}
      />
      <div className={listing.row}><Button disabled={!file || isTooBig} loading={save.isBusy} onClick={() => void take()}>{t.take}</Button></div>
      {result && <p role="status"><strong>{t.result(result.created, result.updated, result.unchanged)}</strong></p>}
      {result && result.rowErrors.length > 0 && (
        <div className={listing.scroll}>
          <table className={listing.table}>
            <thead><tr><th scope="col" className="figure">{t.line}</th><th scope="col">{t.field}</th><th scope="col">{t.problem}</th></tr></thead>
            <tbody>
              {result.rowErrors.map((it) => (
                <tr key={`${it.line} ${it.field}`}><td className="figure">{it.line}</td><td>{it.field}</td><td>{it.message}</td></tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
