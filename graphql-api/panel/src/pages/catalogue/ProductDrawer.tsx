import { useState } from 'react';
import { ActionIcon, Button, NumberInput, Switch, TagsInput, TextInput, Textarea } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { Link } from 'react-router';
import { AdjustStock, ProductDetail, type ProductWholeFragment, SaveProduct } from '@generated';
import { newKey } from '@/api/http';
import { useMutation, useQuery } from '@/api/queries';
import { useMay } from '@/app/session';
import { inWords, orComplain, say } from '@/app/toasts';
import { Bone, Empty, Pill, ownUrl, webUrl } from '@/kit';
import { Facts, listing } from '@/kit/Listing';
import { count, dateAndTime } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { CATALOGUE } from './texts';
import css from './catalogue.module.css';

/** In the address, for the product that does not exist yet. */
export const NEW = 'new';

/** One product: what it is, what there is of it, and for those who may, changing it. */
export function ProductDrawer({ id, onMade }: { id: string; onMade: (id: string) => void }) {
  const mayEdit = useMay('INVENTORY');
  const { data, error } = useQuery(ProductDetail, id === NEW ? null : { id });
  if (id === NEW) return <Edit product={null} onMade={onMade} />;
  if (error && !data) return <Empty title={inWords(error)} />;
  if (!data) return <Bone height={320} />;
  if (!data.product) return <Empty title="404" />;
  const { product } = data;
  return (
    <>
      <div className={listing.part}><About product={product} /></div>
      {mayEdit && <div className={listing.part}><Stock product={product} /></div>}
      {mayEdit && <div className={listing.part}><Edit key={product.revision} product={product} onMade={onMade} /></div>}
    </>
  );
}

function About({ product }: { product: ProductWholeFragment }) {
  const t = useTexts(CATALOGUE);
  const promised = product.onHand - product.stock;
  return (
    <>
      {ownUrl(product.imageUrl) && <img className={css.large} src={ownUrl(product.imageUrl) ?? undefined} alt={product.title} />}
      <h2>{product.title}</h2>
      <Facts
        of={[
          [t.sku, product.sku],
          [t.price, product.retailPrice.formatted],
          [t.wholesale, product.wholesalePrice?.formatted],
          [t.stock, <span key="stock" className={listing.row}><span className={product.stock === 0 ? css.none : undefined}>{count(product.stock)}</span>{promised > 0 && <Pill>{t.promised(promised)}</Pill>}</span>],
          [t.family, product.family],
          [t.brand, product.brand],
          [t.category, product.category],
          ...product.attributes.map((it) => [it.name, it.value] as const),
          [t.description, product.description],
          [t.page, webUrl(product.url) && <a key="url" href={webUrl(product.url) ?? undefined} target="_blank" rel="noopener noreferrer">{product.url}</a>],
          [t.related, product.related.length > 0 && <span key="related" className={listing.row}>{product.related.map((it) => <Link key={it.id} to={`/catalogue/${it.id}`}>{it.title}</Link>)}</span>],
        ]}
      />
    </>
  );
}

function Stock({ product }: { product: ProductWholeFragment }) {
  const t = useTexts(CATALOGUE);
  const save = useMutation(AdjustStock);
  const [onHand, setOnHand] = useState<number | string>(product.onHand);
  const [reason, setReason] = useState('');
  const [key, setKey] = useState(newKey);
  return (
    <form
      className={listing.form}
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await save.run({ input: { productId: product.id, onHand: Number(onHand), reason: reason.trim() || null, idempotencyKey: key } });
        setKey(newKey());
        if (done.ok) {
          setReason('');
          say(t.adjusted);
        } else if (done.wrong.length === 0) {
          orComplain(done);
        }
      }}
    >
      <h3>{t.adjust}</h3>
      <div className={listing.pair}>
        <NumberInput label={t.onHand} value={onHand} min={0} allowDecimal={false} error={save.wrongWith('onHand')} onChange={setOnHand} />
        <TextInput label={t.reason} value={reason} error={save.wrongWith('reason')} onChange={(event) => setReason(event.currentTarget.value)} />
      </div>
      <div className={listing.row}><Button type="submit" variant="default" loading={save.isBusy} disabled={onHand === '' || Number(onHand) === product.onHand}>{t.adjust}</Button></div>
      {product.stockAdjustments.length > 0 && (
        <Facts of={product.stockAdjustments.slice(0, 5).map((it) => [dateAndTime(it.at), `${count(it.before)} → ${count(it.after)}${it.reason ? ` · ${it.reason}` : ''}`] as const)} />
      )}
    </form>
  );
}

function Edit({ product, onMade }: { product: ProductWholeFragment | null; onMade: (id: string) => void }) {
  const t = useTexts(CATALOGUE);
  const save = useMutation(SaveProduct);
  const [it, setIt] = useState({
    sku: product?.sku ?? '',
    title: product?.title ?? '',
    family: product?.family ?? '',
    brand: product?.brand ?? '',
    category: product?.category ?? '',
    retailPrice: product?.retailPrice.amount ?? '',
    wholesalePrice: product?.wholesalePrice?.amount ?? '',
    description: product?.description ?? '',
    url: product?.url ?? '',
    tags: [...(product?.tags ?? [])],
    attributes: (product?.attributes ?? []).map(({ name, value }) => ({ name, value })),
    isActive: product?.isActive ?? true,
    onHand: 0 as number | string,
  });
  const set = (changed: Partial<typeof it>) => setIt({ ...it, ...changed });
  const field = (name: 'sku' | 'title' | 'family' | 'brand' | 'category' | 'retailPrice' | 'wholesalePrice' | 'url', label: string) => (
    <TextInput label={label} value={it[name]} error={save.wrongWith(name)} inputMode={name.endsWith('Price') ? 'decimal' : undefined} onChange={(event) => set({ [name]: event.currentTarget.value })} />
  );
  return (
    <form
      className={listing.form}
      onSubmit={async (event) => {
        event.preventDefault();
        const { sku, onHand, ...rest } = it;
        const input = {
          ...rest,
          wholesalePrice: rest.wholesalePrice || null,
          url: rest.url || null,
          attributes: rest.attributes.filter((attribute) => attribute.name.trim()),
          ...(product ? { id: product.id, revision: product.revision } : { sku, onHand: Number(onHand) }),
        };
        const done = await save.run({ input });
        if (done.ok) {
          say(t.saved);
          if (!product && done.payload.product) onMade(done.payload.product.id);
        } else {
          orComplain(done);
        }
      }}
    >
      {product && <h3>{t.save}</h3>}
      {field('title', t.product)}
      <div className={listing.pair}>
        {!product && field('sku', t.sku)}
        {!product && <NumberInput label={t.onHand} value={it.onHand} min={0} allowDecimal={false} onChange={(onHand) => set({ onHand })} />}
        {field('retailPrice', t.retail)}
        {field('wholesalePrice', t.wholesale)}
        {field('family', t.family)}
        {field('brand', t.brand)}
        {field('category', t.category)}
        {field('url', t.page)}
      </div>
      <Textarea label={t.description} autosize minRows={2} maxRows={6} value={it.description} error={save.wrongWith('description')} onChange={(event) => set({ description: event.currentTarget.value })} />
      <h3>{t.attributes}</h3>
      {it.attributes.map((attribute, index) => {
        const change = (changed: Partial<typeof attribute>) => set({ attributes: it.attributes.map((each, place) => (place === index ? { ...each, ...changed } : each)) });
        return (
          <div key={index} className={css.attribute}>
            <TextInput aria-label={`${t.name} ${index + 1}`} placeholder={t.name} value={attribute.name} onChange={(event) => change({ name: event.currentTarget.value })} />
            <TextInput aria-label={`${t.value} ${index + 1}`} placeholder={t.value} value={attribute.value} onChange={(event) => change({ value: event.currentTarget.value })} />
            <ActionIcon aria-label={t.remove} onClick={() => set({ attributes: it.attributes.filter((_, place) => place !== index) })}><IconX size={16} aria-hidden /></ActionIcon>
          </div>
        );
      })}
      <div className={listing.row}><Button variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => set({ attributes: [...it.attributes, { name: '', value: '' }] })}>{t.add}</Button></div>
      <TagsInput label={t.tags} value={it.tags} onChange={(tags) => set({ tags })} />
      <Switch label={t.isActive} checked={it.isActive} onChange={(event) => set({ isActive: event.currentTarget.checked })} />
      <div className={listing.row}><Button type="submit" loading={save.isBusy}>{t.save}</Button></div>
    </form>
  );
}
