import { IconShoppingBagCheck } from '@tabler/icons-react';
import { definePage } from '@/app/page';

export default definePage({
  path: 'sales',
  title: { es: 'Ventas', en: 'Sales', pt: 'Vendas' },
  icon: IconShoppingBagCheck,
  circle: 'CONVERSATIONS',
  group: 'sell',
  order: 40,
  goKey: 'KeyV',
  load: () => import('./Sales'),
});
