import { useState } from 'react';
import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { IconDownload, IconPackage, IconPlus, IconSearch, IconUpload } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { CatalogueCsv, Categories, Products as ProductsList, type ProductsQuery } from '@generated';
import { ask } from '@/api/http';
import { useQuery } from '@/api/queries';
import { useOpened } from '@/app/opened';
import { useMay } from '@/app/session';
import { complain, inWords } from '@/app/toasts';
import { useCondition, useTypedSearch } from '@/app/typed';
import { Empty, PageFrame, Pill, ownUrl } from '@/kit';
import { Dialog, SideDialog } from '@/kit/Dialog';
import { type Column, Listing, Tabs } from '@/kit/Listing';
import { count, useFormats } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { Feeds } from './Feeds';
import { Import } from './Import';
import { NEW, ProductDrawer } from './ProductDrawer';
import { Synonyms } from './Synonyms';
import { SYNONYMS } from './synonymTexts';
import { CATALOGUE } from './texts';
import css from './catalogue.module.css';

type Row = ProductsQuery['products']['nodes'][number];

const PARTS = ['synonyms', 'feeds'] as const;

/** What the shop sells, with what there is of it now. */
export default function Catalogue() {
  useFormats();
  const t = useTexts(CATALOGUE);
  const synonyms = useTexts(SYNONYMS);
  const mayEdit = useMay('INVENTORY');
  const [opened, open] = useOpened();
  const [search, typed, setTyped] = useTypedSearch();
  const [category, setCategory] = useCondition('category');
  const [inStock, setInStock] = useCondition('inStock');
  const [isImporting, setImporting] = useState(false);
  const categories = useQuery(Categories, {});
  const [isAdding, setAdding] = useState(false);
  const navigate = useNavigate();
  const [part] = useCondition('part');
  const parts = PARTS.filter((it) => mayEdit || it !== 'feeds');
  const shown = parts.find((it) => it === part) ?? null;
  // The conditions of one part are not those of another.
  const show = (next: string | null) => void navigate({ pathname: '/catalogue', search: next ? `?part=${next}` : '' }, { replace: true });
  const isNarrowed = Boolean(search || category || inStock);

  const columns: readonly Column<Row>[] = [
    {
      title: t.product,
      of: (it) => (
        <span className={css.product}>
          {ownUrl(it.imageUrl) ? <img className={css.picture} src={ownUrl(it.imageUrl) ?? undefined} alt="" loading="lazy" width={40} height={40} /> : <span className={css.picture} />}
          <span>{it.title}<span className={css.sku}>{it.sku}</span></span>
        </span>
      ),
    },
    { title: t.category, of: (it) => it.category ?? '—', isWide: true },
    { title: t.brand, of: (it) => it.brand ?? '—', isWide: true },
    { title: t.price, of: (it) => it.retailPrice.formatted, isFigure: true },
    { title: t.wholesale, of: (it) => it.wholesalePrice?.formatted ?? '—', isFigure: true, isWide: true },
    { title: t.stock, of: (it) => (it.isActive ? <span className={it.stock === 0 ? css.none : undefined}>{count(it.stock)}</span> : <Pill>{t.inactive}</Pill>), isFigure: true },
  ];

  async function save(): Promise<void> {
    try {
      const { productsCsv } = await ask(CatalogueCsv, {});
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['\uFEFF', productsCsv], { type: 'text/csv' }));
      link.download = 'products.csv';
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (problem) {
      complain(inWords(problem as Error));
    }
  }

  const importButton = <Button leftSection={<IconUpload size={16} aria-hidden />} onClick={() => setImporting(true)}>{t.import_}</Button>;
  const searchBox = (label: string) => <TextInput type="search" aria-label={label} placeholder={label} leftSection={<IconSearch size={16} aria-hidden />} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} style={{ flex: '0 1 280px' }} />;
  const tools = {
    synonyms: (
      <>
        {searchBox(synonyms.search)}
        {mayEdit && <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>{t.addSynonyms}</Button>}
      </>
    ),
    feeds: undefined,
    products: (
      <>
        {searchBox(t.search)}
        <Select
          aria-label={t.category}
          placeholder={`${t.category}: ${t.all}`}
          clearable
          value={category}
          data={(categories.data?.productCategories ?? []).map((it) => ({ value: it.name, label: `${it.name} (${count(it.inStockCount)}/${count(it.productCount)})` }))}
          onChange={setCategory}
        />
        <Checkbox label={t.inStock} checked={inStock === 'yes'} onChange={(event) => setInStock(event.currentTarget.checked ? 'yes' : null)} />
        {mayEdit && (
          <>
            <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void save()}>{t.export_}</Button>
            <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open(NEW)}>{t.newOne}</Button>
            {importButton}
          </>
        )}
      </>
    ),
  };
  return (
    <PageFrame title={t.title} tools={tools[shown ?? 'products']}>
      <Tabs label={t.title} value={shown as string | null} options={[{ value: null, title: t.products }, ...parts.map((it) => ({ value: it as string | null, title: t[it] }))]} onChange={show} />
      {shown === 'synonyms' && <Synonyms search={search} isAdding={isAdding} setAdding={setAdding} />}
      {shown === 'feeds' && <Feeds />}
      {shown === null && (
        <Listing
          query={ProductsList}
          variables={{ search: search || null, filter: { category: category ?? undefined, inStock: inStock === 'yes' ? true : undefined }, first: 50 }}
          page={(data) => data.products}
          columns={columns}
          keyOf={(it) => it.id}
          open={(it) => open(it.id)}
          current={opened ?? undefined}
          empty={
            isNarrowed ? <Empty icon={IconPackage} title={t.noneSuch} /> : <Empty icon={IconPackage} title={t.none} action={mayEdit ? importButton : undefined}>{t.noneHelp}</Empty>
          }
        />
      )}
      <Dialog isOpen={isImporting} onClose={() => setImporting(false)} title={t.importTitle} size={620}><Import /></Dialog>
      <SideDialog isOpen={opened !== null} onClose={() => open(null)} title={opened === NEW ? t.newOne : t.product}>
        {opened && <ProductDrawer key={opened} id={opened} onMade={open} />}
      </SideDialog>
    </PageFrame>
  );
}
