import { useState } from 'react';
import { Button } from '@mantine/core';
import { IconTransferIn } from '@tabler/icons-react';
import { Link } from 'react-router';
import { CatalogueFeeds, type CatalogueFeedsQuery } from '@generated';
import { useMay } from '@/app/session';
import { Empty, Pill } from '@/kit';
import { SideDialog } from '@/kit/Dialog';
import { type Column, Facts, Listing, listing } from '@/kit/Listing';
import { count, dateAndTime } from '@/texts/format';
import { texts, useTexts } from '@/texts/texts';

type Row = CatalogueFeedsQuery['catalogueFeeds']['nodes'][number];

const FEEDS = texts({
  es: {
    help: 'Lo que tus propios sistemas mandaron de productos, precios y stock.', name: 'De dónde', state: 'Resultado', at: 'Llegó', what: 'Cambios', taken: 'Tomada', underWay: 'Tomándose', unreadable: 'No se pudo leer', errors: (many: number) => (many === 1 ? '1 fila no se tomó' : `${many} filas no se tomaron`), result: (created: string, updated: string, unchanged: string) => `${created} nuevos, ${updated} cambiados, ${unchanged} iguales`,
    none: 'Ningún sistema entregó productos todavía', noneHelp: 'Con un archivo de rutas, tu ERP deja acá precios y stock: un CSV en una carpeta, un FTP o una llamada. Se activan en Canales.', routes: 'Ir a los archivos de rutas', asOf: 'Stock contado a las', effect: 'Tomó efecto', problem: 'Problema', line: 'Línea', field: 'Columna', first: 'Las primeras 200',
  },
  en: {
    help: 'What your own systems sent of products, prices and stock.', name: 'From where', state: 'Result', at: 'Received', what: 'Changes', taken: 'Taken', underWay: 'Under way', unreadable: 'Could not be read', errors: (many: number) => (many === 1 ? '1 row was not taken' : `${many} rows were not taken`), result: (created: string, updated: string, unchanged: string) => `${created} new, ${updated} changed, ${unchanged} the same`,
    none: 'No system has delivered products yet', noneHelp: 'By a file of routes your ERP leaves prices and stock here: a CSV in a folder, an FTP server or a call. They are started in Channels.', routes: 'Go to the files of routes', asOf: 'Stock as of', effect: 'Took effect', problem: 'Problem', line: 'Line', field: 'Column', first: 'The first 200',
  },
  pt: {
    help: 'O que seus próprios sistemas mandaram de produtos, preços e estoque.', name: 'De onde', state: 'Resultado', at: 'Chegou', what: 'Mudanças', taken: 'Recebida', underWay: 'Em andamento', unreadable: 'Não pôde ser lida', errors: (many: number) => (many === 1 ? '1 linha não foi aceita' : `${many} linhas não foram aceitas`), result: (created: string, updated: string, unchanged: string) => `${created} novos, ${updated} alterados, ${unchanged} iguais`,
    none: 'Nenhum sistema entregou produtos ainda', noneHelp: 'Com um arquivo de rotas, seu ERP deixa aqui preços e estoque: um CSV em uma pasta, um FTP ou uma chamada. Ativam-se em Canais.', routes: 'Ir aos arquivos de rotas', asOf: 'Estoque contado às', effect: 'Fez efeito', problem: 'Problema', line: 'Linha', field: 'Coluna', first: 'As primeiras 200',
  },
});

/** What the shop's own systems delivered, and what of it was not taken. */
export function Feeds() {
  const t = useTexts(FEEDS);
  const mayConnect = useMay('INTEGRATION');
  const [opened, setOpened] = useState<Row | null>(null);
  const result = (it: Row) => t.result(count(it.created), count(it.updated), count(it.unchanged));
  const columns: readonly Column<Row>[] = [
    { title: t.name, of: (it) => it.name },
    { title: t.state, of: (it) => <State of={it} /> },
    { title: t.what, of: (it) => (it.problem ? '' : result(it)), isWide: true },
    { title: t.at, of: (it) => dateAndTime(it.receivedAt) },
  ];
  return (
    <>
      <p className={listing.lead}>{t.help}</p>
      <Listing query={CatalogueFeeds} variables={{ first: 50 }} page={(data) => data.catalogueFeeds} columns={columns} keyOf={(it) => String(it.number)} open={setOpened} empty={<Empty icon={IconTransferIn} title={t.none} action={mayConnect && <Button component={Link} to="/channels?part=routes">{t.routes}</Button>}>{t.noneHelp}</Empty>} />
      <SideDialog isOpen={opened !== null} onClose={() => setOpened(null)} size={560} title={opened?.name}>
        {opened && (
          <>
            <div className={listing.part}>
              <span className={listing.row}><State of={opened} /></span>
              <Facts of={[[t.problem, opened.problem], [t.what, opened.problem ? null : result(opened)], [t.at, dateAndTime(opened.receivedAt)], [t.effect, opened.takenAt && dateAndTime(opened.takenAt)], [t.asOf, dateAndTime(opened.asOf)]]} />
            </div>
            {opened.rowErrors.length > 0 && (
              <div className={listing.part}>
                <h3>{t.errors(opened.errorCount)}{opened.errorCount > opened.rowErrors.length && ` · ${t.first}`}</h3>
                <div className={listing.scroll}>
                  <table className={listing.table}>
                    <thead><tr><th scope="col" className="figure">{t.line}</th><th scope="col">{t.field}</th><th scope="col">{t.problem}</th></tr></thead>
                    <tbody>{opened.rowErrors.map((it) => <tr key={`${it.line} ${it.field}`}><td className="figure">{it.line}</td><td>{it.field}</td><td>{it.message}</td></tr>)}</tbody>
                  </table>
                </div>
              </div>
            )}
          </>
        )}
      </SideDialog>
    </>
  );
}

function State({ of: it }: { of: Row }) {
  const t = useTexts(FEEDS);
  if (it.problem) return <Pill tone="bad">{t.unreadable}</Pill>;
  if (!it.takenAt) return <Pill>{t.underWay}</Pill>;
  return it.errorCount > 0 ? <Pill tone="warn">{t.errors(it.errorCount)}</Pill> : <Pill tone="good">{t.taken}</Pill>;
}
