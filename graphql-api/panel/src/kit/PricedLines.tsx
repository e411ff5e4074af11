import type { PricedFragment } from '@generated';
import { texts, useTexts } from '@/texts/texts';
import { listing } from './Listing';

const LINES = texts({
  es: { product: 'Producto', quantity: 'Cant.', price: 'Precio', discount: 'Descuento', subtotal: 'Subtotal', total: 'Total' },
  en: { product: 'Product', quantity: 'Qty', price: 'Price', discount: 'Discount', subtotal: 'Subtotal', total: 'Total' },
  pt: { product: 'Produto', quantity: 'Qtd.', price: 'Preço', discount: 'Desconto', subtotal: 'Subtotal', total: 'Total' },
});

interface Sum {
  amount: string;
  formatted: string;
}

/** What is quoted or sold, line by line, with its sums. */
export function PricedLines({ of: { lines, subtotal, discount, total } }: { of: { lines: readonly PricedFragment[]; subtotal: { formatted: string }; discount: Sum; total: { formatted: string } } }) {
  const t = useTexts(LINES);
  const isReduced = Number(discount.amount) !== 0;
  return (
    <div className={listing.scroll}>
      <table className={listing.table}>
        <thead>
          <tr>
            <th scope="col">{t.product}</th>
            <th scope="col" className="figure">{t.quantity}</th>
            <th scope="col" className={`figure ${listing.wide}`}>{t.price}</th>
            <th scope="col" className="figure">{t.total}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((it, index) => (
            <tr key={`${it.sku}-${index}`}>
              <td>{it.title}</td>
              <td className="figure">{it.quantity}</td>
              <td className={`figure ${listing.wide}`}>{it.unitPrice.formatted}</td>
              <td className="figure">{it.total.formatted}</td>
            </tr>
          ))}
          {isReduced && (
            <>
              <tr><td colSpan={3} className={listing.soft}>{t.subtotal}</td><td className="figure">{subtotal.formatted}</td></tr>
              <tr><td colSpan={3} className={listing.soft}>{t.discount}</td><td className="figure">−{discount.formatted}</td></tr>
            </>
          )}
          <tr><td colSpan={3}><strong>{t.total}</strong></td><td className="figure"><strong>{total.formatted}</strong></td></tr>
        </tbody>
      </table>
    </div>
  );
}
